package dev.easel.server.log;

import ch.qos.logback.classic.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one complaint from filling the log. Of each kind of line {@link #MOST} are told in {@link #WINDOW_MS}, and
 * beyond these, from warnings on, the first of each project: what goes wrong with a project is told once, and nobody
 * else may repeat it. Of the others the last one is told when the time is over, with how many were like it. May be used
 * from any thread.
 */
final class Folding {
    /** Lines of one kind that are told in a window, beside the last of those that were left out. */
    static final int MOST = 10;

    /** Projects that a kind tells apart in a window; those that come after them are folded. */
    static final int MOST_PROJECTS = 1_000;

    static final long WINDOW_MS = 10_000;

    /** Kinds that are told apart; of more, the one that began first is told, and counted anew when it comes again. */
    static final int MOST_KINDS = 256;

    private final Map<String, Kind> kinds = new LinkedHashMap<>();

    /** The lines to tell now that this one has come. */
    synchronized List<LogLine> come(String name, LogLine line, long nowMs) {
        List<LogLine> told = new ArrayList<>(over(nowMs));
        Kind kind = kinds.computeIfAbsent(name, _ -> new Kind(nowMs));
        kind.come(line).ifPresent(told::add);
        if (kinds.size() > MOST_KINDS) {
            Iterator<Kind> oldest = kinds.values().iterator();
            oldest.next().rest().ifPresent(told::add);
            oldest.remove();
        }
        return told;
    }

    /** The lines to tell of kinds whose time is over. */
    synchronized List<LogLine> over(long nowMs) {
        List<LogLine> told = new ArrayList<>();
        // In the order in which they began. A clock that was set back ends a window as well.
        Iterator<Kind> eldest = kinds.values().iterator();
        while (eldest.hasNext()) {
            Kind kind = eldest.next();
            if (nowMs - kind.begunMs < WINDOW_MS && nowMs >= kind.begunMs) {
                break;
            }
            kind.rest().ifPresent(told::add);
            eldest.remove();
        }
        return told;
    }

    /** The lines to tell because nothing more will come. */
    synchronized List<LogLine> end() {
        List<LogLine> told =
                kinds.values().stream().flatMap(it -> it.rest().stream()).toList();
        kinds.clear();
        return told;
    }

    private static final class Kind {
        final long begunMs;
        private final Set<String> projects = new HashSet<>();
        private long folded;
        private int told;
        private @Nullable LogLine last;

        Kind(long begunMs) {
            this.begunMs = begunMs;
        }

        Optional<LogLine> come(LogLine line) {
            boolean isOfAnother = isOfAnotherProject(line);
            if (told < MOST || isOfAnother) {
                told++;
                return Optional.of(line);
            }
            folded++;
            last = line;
            return Optional.empty();
        }

        private boolean isOfAnotherProject(LogLine line) {
            String project = line.fields().get(Field.PROJECT);
            return project != null
                    && line.level().isGreaterOrEqual(Level.WARN)
                    && projects.size() < MOST_PROJECTS
                    && projects.add(project);
        }

        Optional<LogLine> rest() {
            return Optional.ofNullable(last).map(it -> it.and(folded - 1));
        }
    }
}
