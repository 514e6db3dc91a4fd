package dev.easel.server.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.dashboard.InstanceBody.Failing;
import dev.easel.server.dashboard.InstanceBody.Hot;
import dev.easel.server.live.ProjectFigures;
import dev.easel.server.metrics.ActivityLog;
import dev.easel.server.metrics.ActivityLog.Kind;
import dev.easel.server.persistence.FailingProject;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PortraitTest {
    private final Told subject = new Told();
    private final Portrait portrait =
            new Portrait(subject, new Readings.Machine(() -> 0, 100, () -> 0, () -> 0, 4), new Ring());

    @Test
    @DisplayName(
            "the ten hottest projects and the ten largest, each in its order; one where nothing goes on is not hot")
    void hot_and_large() {
        for (int i = 0; i < 15; i++) {
            subject.projects.add(new ProjectFigures(id(i), "p" + i, 1, i, i, 1_000 - i));
        }
        subject.projects.add(new ProjectFigures(id(100), "idle", 0, 0, 5, 5_000));
        InstanceBody.Projects projects = draw().projects();
        assertEquals(10, projects.hot().size());
        assertEquals(new Hot(id(14), "p14", 1, 14), projects.hot().getFirst());
        assertEquals(new Hot(id(5), "p5", 1, 5), projects.hot().getLast());
        assertEquals(10, projects.large().size());
        assertEquals("idle", projects.large().getFirst().title());
        assertEquals("p8", projects.large().getLast().title());
    }

    @Test
    @DisplayName("ten failing projects, those first whose work may be lost, with what is known of them")
    void failing() {
        Throwable failure = new IllegalStateException("secret");
        subject.failing.put(Subject.Trouble.LOAD, List.of(new FailingProject(id(1), failure, 5)));
        subject.failing.put(Subject.Trouble.JOURNAL, List.of(new FailingProject(id(2), failure, 9)));
        subject.titles.put(id(1), "one");
        subject.saved.put(id(2), 77L);
        assertEquals(
                List.of(
                        new Failing(id(2), null, "journal", "told", 9, 77L),
                        new Failing(id(1), "one", "load", "told", 5, null)),
                draw().projects().failing());
        List<FailingProject> many = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            many.add(new FailingProject(id(i), failure, i));
        }
        subject.failing.put(Subject.Trouble.SAVE, many);
        assertEquals(10, draw().projects().failing().size());
    }

    @Test
    @DisplayName("what happened is told with titles; those of projects in memory need no database")
    void changes() {
        subject.projects.add(new ProjectFigures(id(1), "here", 1, 1, 1, 1));
        subject.titles.put(id(2), "stored");
        subject.activity.add(new ActivityLog.Entry(9, Kind.RESTORED, Optional.of(id(1)), Optional.empty()));
        subject.activity.add(new ActivityLog.Entry(8, Kind.TOOK_OVER, Optional.of(id(2)), Optional.of("from x")));
        subject.activity.add(new ActivityLog.Entry(7, Kind.STARTED, Optional.empty(), Optional.of("version 1")));
        List<InstanceBody.Change> changes = draw().changes();
        assertEquals(new InstanceBody.Change(9, "restored", id(1), "here", null), changes.get(0));
        assertEquals(new InstanceBody.Change(8, "took-over", id(2), "stored", "from x"), changes.get(1));
        assertEquals(new InstanceBody.Change(7, "started", null, null, "version 1"), changes.get(2));
        assertEquals(List.of(id(2)), subject.askedFor);
    }

    @Test
    @DisplayName("where rooms and database do not answer, the rest is told all the same")
    void without() {
        subject.areRoomsGone = true;
        subject.isDatabaseGone = true;
        subject.activity.add(new ActivityLog.Entry(8, Kind.LOST, Optional.of(id(2)), Optional.empty()));
        subject.standing =
                new Subject.Standing(List.of("database-unreachable"), List.of("the database does not answer"), 123L);
        InstanceBody body = draw();
        assertEquals(List.of(), body.projects().hot());
        assertNull(body.changes().getFirst().title());
        assertEquals(List.of("the database does not answer"), body.problems());
        assertEquals(123L, body.since());
        assertEquals("serving", body.state());
        assertEquals(false, body.ready());
    }

    @Test
    @DisplayName("an instance that ends is draining")
    void draining() {
        subject.isLeaving = true;
        InstanceBody body = draw();
        assertEquals("draining", body.state());
        assertTrue(body.self());
        assertEquals(4, body.cores());
        assertEquals(100L, body.heapMax());
        assertEquals(2, body.owns());
    }

    private InstanceBody draw() {
        return portrait.draw(true, -1).result();
    }

    private static UUID id(int i) {
        return new UUID(0, i);
    }

    /** An instance that tells what the test says. */
    private static final class Told implements Subject {
        private final List<ProjectFigures> projects = new ArrayList<>();
        private final Map<Trouble, List<FailingProject>> failing = new EnumMap<>(Trouble.class);
        private final Map<UUID, String> titles = new HashMap<>();
        private final Map<UUID, Long> saved = new HashMap<>();
        private final List<ActivityLog.Entry> activity = new ArrayList<>();
        private final List<UUID> askedFor = new ArrayList<>();
        private Standing standing = Standing.READY;
        private boolean isLeaving;
        private boolean areRoomsGone;
        private boolean isDatabaseGone;

        @Override
        public Self self() {
            return new Self("me", "http://me:1", 5, "1", isLeaving);
        }

        @Override
        public Standing standing() {
            return standing;
        }

        @Override
        public int owned() {
            return 2;
        }

        @Override
        public Future<List<ProjectFigures>> projects(int most) {
            return areRoomsGone ? Future.failedFuture("gone") : Future.succeededFuture(projects);
        }

        @Override
        public List<FailingProject> failing(Trouble trouble) {
            return failing.getOrDefault(trouble, List.of());
        }

        @Override
        public String reason(Throwable failure) {
            return "told";
        }

        @Override
        public OptionalLong savedAt(UUID project) {
            Long at = saved.get(project);
            return at == null ? OptionalLong.empty() : OptionalLong.of(at);
        }

        @Override
        public Future<Map<UUID, String>> titles(Collection<UUID> wanted) {
            askedFor.addAll(wanted);
            return isDatabaseGone ? Future.failedFuture("gone") : Future.succeededFuture(titles);
        }

        @Override
        public List<ActivityLog.Entry> activity() {
            return activity;
        }
    }
}
