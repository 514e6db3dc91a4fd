package dev.easel.server.autosave;

import dev.easel.protocol.SavePolicy;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

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

    /** Marks the project: it has changed up to {@code seq}. The policy named last is the one that holds. */
    public void mark(UUID project, long seq, SavePolicy policy) {
        long now = clock.millis();
        entries.compute(
                project,
                (_, entry) -> entry == null
                        ? new DirtyProject(project, seq, now, now, policy)
                        : new DirtyProject(project, Math.max(seq, entry.seq()), entry.since(), now, policy));
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
                        : new DirtyProject(project, entry.seq(), capturedAt, entry.changedAt(), entry.policy()));
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
        return list(_ -> true);
    }

    private List<DirtyProject> list(Predicate<DirtyProject> which) {
        return entries.values().stream()
                .filter(which)
                .sorted(Comparator.comparingLong(DirtyProject::since).thenComparing(DirtyProject::project))
                .toList();
    }

    /** Those with a policy of their own that are to be saved by now, the longest unsaved first. */
    public List<DirtyProject> due() {
        long now = clock.millis();
        return list(each -> hasOwnPolicy(each) && each.isDue(now));
    }

    private static boolean hasOwnPolicy(DirtyProject each) {
        return !each.policy().equals(SavePolicy.STANDARD);
    }

    public int size() {
        return entries.size();
    }

    /** Age of the oldest unsaved change in milliseconds; 0 when everything is saved. */
    public long oldestAgeMs() {
        return ageMs(DirtyProject::since, 0);
    }

    /**
     * For how long two projects or more should have been saved, in milliseconds; 0 when there are not two. What a
     * policy leaves unsaved for a while does not count.
     */
    public long secondOverdueMs() {
        return ageMs(DirtyProject::dueAt, 1);
    }

    /** The longest that such a time lies back, when so many projects are left out with earlier ones. */
    private long ageMs(ToLongFunction<DirtyProject> time, int leftOut) {
        return entries.values().stream()
                .mapToLong(time)
                .sorted()
                .skip(leftOut)
                .map(then -> Math.max(0, clock.millis() - then))
                .findFirst()
                .orElse(0);
    }
}
