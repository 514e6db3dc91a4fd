package dev.easel.server.autosave;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The projects with unsaved changes. Rooms mark them, the auto-save clears them; all methods may be called from any
 * thread. Holds at most one entry for each room in memory.
 */
public final class DirtyProjects {
    private final Map<UUID, DirtyProject> entries = new ConcurrentHashMap<>();
    private final InstantSource clock;

    public DirtyProjects(InstantSource clock) {
        this.clock = clock;
    }

    /** Marks the project: it has changed up to {@code seq}. */
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
     * Clears the changes up to {@code seq}, which are committed. Later changes stay dirty (architecture rule 4).
     *
     * @param capturedAt when the save was captured: no change that stays dirty is older
     */
    public void clear(UUID project, long seq, long capturedAt) {
        entries.computeIfPresent(
                project,
                (_, entry) -> entry.seq() <= seq
                        ? null
                        : new DirtyProject(
                                project, entry.seq(), Math.max(entry.since(), capturedAt), entry.changedAt()));
    }

    /** Clears a mark for which there is nothing to save; a later mark stays. */
    public void clear(DirtyProject marked) {
        entries.remove(marked.project(), marked);
    }

    /** Clears all changes of the project: they need not be saved any more. */
    public void forget(UUID project) {
        entries.remove(project);
    }

    /** All dirty projects, the longest unsaved first. */
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
        return ageMs(0);
    }

    /** How long two projects or more have been unsaved, in milliseconds; 0 when there are not two. */
    public long secondAgeMs() {
        return ageMs(1);
    }

    /** Age of the oldest unsaved change, when so many projects are left out that have older ones. */
    private long ageMs(int leftOut) {
        return entries.values().stream()
                .mapToLong(DirtyProject::since)
                .sorted()
                .skip(leftOut)
                .map(since -> Math.max(0, clock.millis() - since))
                .findFirst()
                .orElse(0);
    }
}
