package dev.easel.server.metrics;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What has lately happened to an instance and its projects that explains what figures show: the latest
 * {@link #MOST}. From any thread.
 */
public final class ActivityLog {
    /** How much is remembered: of more, the oldest is forgotten. */
    public static final int MOST = 100;

    private final InstantSource clock;
    private final Deque<Entry> entries = new ArrayDeque<>();

    public ActivityLog(InstantSource clock) {
        this.clock = clock;
    }

    /** Something has happened to the instance. */
    public void note(Kind kind, String text) {
        add(new Entry(clock.millis(), kind, Optional.empty(), Optional.of(text)));
    }

    /** Something has happened to a project. */
    public void note(Kind kind, UUID project) {
        add(new Entry(clock.millis(), kind, Optional.of(project), Optional.empty()));
    }

    /** Something has happened to a project, for this reason or with this other instance. */
    public void note(Kind kind, UUID project, String text) {
        add(new Entry(clock.millis(), kind, Optional.of(project), Optional.of(text)));
    }

    private synchronized void add(Entry entry) {
        entries.addFirst(entry);
        if (entries.size() > MOST) {
            entries.removeLast();
        }
    }

    /** The latest first. */
    public synchronized List<Entry> latest() {
        return List.copyOf(entries);
    }

    /**
     * What has happened.
     *
     * @param at in milliseconds since 1970
     */
    public record Entry(long at, Kind kind, Optional<UUID> project, Optional<String> text) {}

    /** What may happen. */
    public enum Kind {
        STARTED,
        /** The instance ends, and hands its projects over. */
        DRAINING,
        /** A project came from a dead instance. */
        TOOK_OVER,
        /** A project went to another instance. */
        HANDED_OVER,
        /** Another instance had taken a project that was in memory here. */
        LOST,
        /** What was, came back. */
        RESTORED,
        ROLLED_BACK,
        /** Another version became the one that is edited. */
        ACTIVATED,
        IMPORTED,
        /** A project began as a copy. */
        FORKED;

        /** In words, as the dashboard tells it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
