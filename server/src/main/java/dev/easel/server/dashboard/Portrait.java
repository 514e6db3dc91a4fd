package dev.easel.server.dashboard;

import dev.easel.server.dashboard.InstanceBody.Change;
import dev.easel.server.dashboard.InstanceBody.Failing;
import dev.easel.server.dashboard.InstanceBody.Hot;
import dev.easel.server.dashboard.InstanceBody.Large;
import dev.easel.server.dashboard.InstanceBody.Projects;
import dev.easel.server.dashboard.Readings.Machine;
import dev.easel.server.dashboard.Subject.Self;
import dev.easel.server.dashboard.Subject.Standing;
import dev.easel.server.dashboard.Subject.Trouble;
import dev.easel.server.live.ProjectFigures;
import dev.easel.server.metrics.ActivityLog;
import dev.easel.server.persistence.FailingProject;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** This instance, as it tells of itself. From any thread. */
final class Portrait {
    /** Projects of each kind. */
    static final int MOST_PROJECTS = 10;

    /** How long rooms, and the database for titles, are waited for, in milliseconds: the rest is told without them. */
    static final long ASKED_MS = 700;

    private final Subject subject;
    private final Machine machine;
    private final Ring ring;

    Portrait(Subject subject, Machine machine, Ring ring) {
        this.subject = subject;
        this.machine = machine;
        this.ring = ring;
    }

    /**
     * What it tells now.
     *
     * @param isSelf whether the client has asked this one
     * @param after only steps that began later are told, in milliseconds since 1970
     */
    Future<InstanceBody> draw(boolean isSelf, long after) {
        return subject.projects(MOST_PROJECTS)
                .timeout(ASKED_MS, TimeUnit.MILLISECONDS)
                .otherwise(List.of())
                .compose(inMemory -> {
                    List<Troubled> failing = failing();
                    List<ActivityLog.Entry> activity = subject.activity();
                    return titles(inMemory, failing, activity)
                            .map(titles -> body(
                                    isSelf,
                                    after,
                                    projects(inMemory, failing, titles),
                                    activity.stream()
                                            .map(it -> Change.of(it, titles))
                                            .toList()));
                });
    }

    private InstanceBody body(boolean isSelf, long after, Projects projects, List<Change> changes) {
        Self self = subject.self();
        Standing standing = subject.standing();
        return new InstanceBody(
                self.instance(),
                self.address(),
                isSelf,
                self.isLeaving() ? "draining" : "serving",
                self.startedAt(),
                self.version(),
                standing.reasons().isEmpty(),
                standing.reasons(),
                standing.problems(),
                standing.since(),
                subject.owned(),
                machine.cores(),
                machine.heapMost(),
                ring.since(after),
                projects,
                changes);
    }

    /** What loses work comes first. */
    private List<Troubled> failing() {
        return Stream.of(Trouble.values())
                .flatMap(trouble -> subject.failing(trouble).stream().map(it -> new Troubled(trouble, it)))
                .limit(MOST_PROJECTS)
                .toList();
    }

    /** Those in memory know their own; the others are asked for, and left out where they do not come in time. */
    private Future<Map<UUID, String>> titles(
            List<ProjectFigures> inMemory, List<Troubled> failing, List<ActivityLog.Entry> activity) {
        Map<UUID, String> known = new HashMap<>();
        inMemory.forEach(it -> known.put(it.project(), it.title()));
        Set<UUID> unknown = new TreeSet<>();
        Stream.concat(
                        failing.stream().map(it -> it.project().project()),
                        activity.stream().flatMap(it -> it.project().stream()))
                .filter(project -> !known.containsKey(project))
                .forEach(unknown::add);
        if (unknown.isEmpty()) {
            return Future.succeededFuture(known);
        }
        return subject.titles(unknown)
                .timeout(ASKED_MS, TimeUnit.MILLISECONDS)
                .otherwise(Map.of())
                .map(found -> {
                    known.putAll(found);
                    return known;
                });
    }

    private Projects projects(List<ProjectFigures> inMemory, List<Troubled> failing, Map<UUID, String> titles) {
        List<Hot> hot = inMemory.stream()
                .filter(it -> it.sessions() > 0 || it.edits() > 0)
                .sorted(ProjectFigures.HOTTEST)
                .limit(MOST_PROJECTS)
                .map(it -> new Hot(it.project(), it.title(), it.sessions(), it.edits()))
                .toList();
        List<Large> large = inMemory.stream()
                .sorted(ProjectFigures.LARGEST)
                .limit(MOST_PROJECTS)
                .map(it -> new Large(it.project(), it.title(), it.objects(), it.bytes()))
                .toList();
        return new Projects(
                hot, large, failing.stream().map(it -> failing(it, titles)).toList());
    }

    private Failing failing(Troubled troubled, Map<UUID, String> titles) {
        FailingProject it = troubled.project();
        OptionalLong saved = subject.savedAt(it.project());
        return new Failing(
                it.project(),
                titles.get(it.project()),
                troubled.trouble().name().toLowerCase(Locale.ROOT),
                subject.reason(it.failure()),
                it.since(),
                saved.isPresent() ? saved.getAsLong() : null);
    }

    private record Troubled(Trouble trouble, FailingProject project) {}
}
