package dev.easel.server.journal;

import dev.easel.protocol.ServerMessage.PersistenceState;
import dev.easel.server.persistence.JournalListener;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The events that are taken and not durable, in bytes, and what clients are told about it: for the whole instance, and
 * for each project by itself. A project at its own bound stops alone. Those set apart do not count for the bound of the
 * instance but have one together, half as large, so that however many fail, the others have all of theirs.
 *
 * <p>{@link #add}, {@link #takesMore}, {@link #sum} and {@link #state} may be called from any thread; the rest is
 * confined to the journal's loop.
 */
final class UndurableBytes {
    private final JournalSettings settings;
    private final Supplier<JournalListener> listener;
    private final Backpressure all;

    /** One for each project with undurable events, or whose people were told something else than ok. */
    private final Map<UUID, Backpressure> projects = new ConcurrentHashMap<>();

    /** Changed only while the project's entry of {@link #projects} is computed, so that each byte counts once. */
    private final Set<UUID> apart = ConcurrentHashMap.newKeySet();

    /** Stopped, and not told so yet. */
    private final Queue<UUID> stopped = new ConcurrentLinkedQueue<>();

    UndurableBytes(JournalSettings settings, Supplier<JournalListener> listener) {
        this.settings = settings;
        this.listener = listener;
        all = new Backpressure(
                settings.undurableBytes(), state -> listener.get().persistence(state));
    }

    /** The state that all were told last. */
    PersistenceState state() {
        return all.state();
    }

    /** All bytes that are taken and not durable, those of projects set apart included. */
    long sum() {
        return all.undurable() + bytesApart();
    }

    /** Counts bytes that are about to be queued; returns whether a bound is exceeded, which stops the taking. */
    boolean add(UUID project, long bytes) {
        projects.compute(project, (_, present) -> {
            Backpressure own = present == null ? begin(project) : present;
            boolean isFull = own.add(bytes);
            if (!apart.contains(project)) {
                all.add(bytes);
            } else if (own.undurable() + bytesApart(project) > settings.apartBytes()) {
                own.stop();
                isFull = true;
            }
            if (isFull) {
                stopped.add(project);
            }
            return own;
        });
        return !takesMore(project);
    }

    private Backpressure begin(UUID project) {
        return new Backpressure(settings.projectBytes(), state -> listener.get().persistence(project, state));
    }

    private long bytesApart() {
        return bytesApart(null);
    }

    /** @param leftOut counts for nothing */
    private long bytesApart(@Nullable UUID leftOut) {
        long sum = 0;
        for (UUID project : apart) {
            Backpressure own = project.equals(leftOut) ? null : projects.get(project);
            sum += own == null ? 0 : own.undurable();
        }
        return sum;
    }

    boolean takesMore(UUID project) {
        if (!all.takesMore()) {
            return false;
        }
        Backpressure own = projects.get(project);
        return own == null || own.takesMore();
    }

    /** The bytes are committed or dropped. */
    void release(UUID project, long bytes) {
        projects.computeIfPresent(project, (_, own) -> {
            if (!apart.contains(project)) {
                all.release(bytes);
            }
            own.release(bytes);
            return unlessIdle(project, own);
        });
    }

    void tellWhenStopped() {
        all.tellWhenStopped();
        for (UUID project = stopped.poll(); project != null; project = stopped.poll()) {
            Backpressure own = projects.get(project);
            if (own != null) {
                own.tellWhenStopped();
            }
        }
    }

    /** A commit for all succeeded, or nothing is left to be committed. */
    void committed() {
        all.committed();
    }

    /** A commit for all failed. */
    void commitFailed() {
        all.commitFailed();
    }

    /** The project has failed by itself, and waits. */
    void setApart(UUID project) {
        projects.compute(project, (_, present) -> {
            Backpressure own = present == null ? begin(project) : present;
            if (apart.add(project)) {
                all.release(own.undurable());
            }
            own.commitFailed();
            return own;
        });
    }

    /** The project commits again, or nothing of it is left. */
    void works(UUID project) {
        projects.computeIfPresent(project, (_, own) -> {
            if (apart.remove(project)) {
                all.add(own.undurable());
                all.tellWhenStopped();
            }
            own.committed();
            return unlessIdle(project, own);
        });
    }

    private @Nullable Backpressure unlessIdle(UUID project, Backpressure own) {
        return own.isIdle() && !apart.contains(project) ? null : own;
    }
}
