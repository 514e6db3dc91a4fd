package dev.easel.server.autosave;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The projects that have changed since they were saved. Rooms on every loop mark; the auto-save clears: safe for all
 * threads. Holds at most one entry for each room in memory.
 */
public final class DirtyProjects {
    private final Map<UUID, DirtyProject> entries = new ConcurrentHashMap<>();
    private final InstantSource clock;

    public DirtyProjects(InstantSource clock) {
        this.clock = clock;
    }

    /** The project has changed, up to {@code seq}. */
    public void mark(UUID project, long seq) {
        long now = clock.millis();
        entries.compute(
                project,
                (_, entry) -> entry == null
                        ? new DirtyProject(project, seq, now, now)
                        : new DirtyProject(project, Math.max(seq, entry.seq()), entry.since(), now));
    }

    public boolean isDirty(UUID project) {
        return entries.containsKey(project);
    }

    public Optional<DirtyProject> find(UUID project) {
        return Optional.ofNullable(entries.get(project));
    }

    /**
     * Everything up to {@code seq} is committed. What was changed after that stays dirty (architecture rule 4).
     *
     * @param capturedAt when what was saved was captured: nothing that stays is older
     */
    public void clear(UUID project, long seq, long capturedAt) {
        entries.computeIfPresent(
                project,
                (_, entry) -> entry.seq() <= seq
                        ? null
                        : new DirtyProject(
                                project, entry.seq(), Math.max(entry.since(), capturedAt), entry.changedAt()));
    }

    /** Nothing is unsaved although this was marked; a mark that came since stays. */
    public void clear(DirtyProject marked) {
        entries.remove(marked.project(), marked);
    }

    /** There is nothing to save of this project any more, whatever was marked. */
    public void forget(UUID project) {
        entries.remove(project);
    }

    /** All of them, the one that has waited longest first. */
    public List<DirtyProject> list() {
        return entries.values().stream()
                .sorted(Comparator.comparingLong(DirtyProject::since).thenComparing(DirtyProject::project))
                .toList();
    }

    public int size() {
        return entries.size();
    }

    /** Age of the oldest unsaved change in milliseconds; 0 when everything is saved. */
    public long oldestAgeMs() {
        return entries.values().stream().mapToLong(DirtyProject::since).min().stream()
                .map(since -> Math.max(0, clock.millis() - since))
                .findFirst()
                .orElse(0);
    }
}
