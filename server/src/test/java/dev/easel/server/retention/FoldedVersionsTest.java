package dev.easel.server.retention;

import static dev.easel.server.store.TestDatabase.await;
import static dev.easel.server.store.TestDatabase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.easel.protocol.Event;
import dev.easel.server.horizon.FoldedAway;
import dev.easel.server.upkeep.OldEvents.Step;
import dev.easel.server.verify.RandomEvents;
import dev.easel.server.verify.Verified;
import dev.easel.server.versions.PgVersions;
import dev.easel.server.versions.VersionStore.Departure;
import dev.easel.server.versions.VersionStore.Label;
import dev.easel.server.versions.VersionStore.Left;
import dev.easel.server.versions.VersionStore.Switch;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which versions keep the horizon from going on, and what becomes of those that it passes. */
@Timeout(60)
final class FoldedVersionsTest {
    private static FoldedWorld world;

    private final PgVersions versions = new PgVersions(world.test.database(), UUID::randomUUID, InstantSource.system());

    @BeforeAll
    static void open() {
        world = new FoldedWorld();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    private static List<Event> events(int count) {
        return new RandomEvents(7).next(count);
    }

    @Test
    @DisplayName("V14 nothing that a version asked for or named ends with is folded away; notes of nobody are")
    void pinned() {
        UUID project = world.project(events(2_500), 2_400);
        world.version(project, 1_200, "manual", null);
        world.version(project, 1_500, "auto", "before the talk");
        world.version(project, 1_100, "auto", null);
        world.version(project, 1_200, "auto", null);
        assertEquals(
                1_200, assertInstanceOf(Step.Folded.class, world.fold(project)).horizon());
        assertEquals(4, world.rows("version", project), "one note is gone");
        world.drop(project, 10_000);
        assertEquals(new Step.Nothing(), world.fold(project));
        Verified.assertSame(world.test, project);
        world.test.sql(
                "delete from version where project_id = $1 and kind = 'manual' and base_seq = 0"
                        + " and head_seq = 1200",
                project);
        world.test.sql(
                "update event set at = now() - interval '31 days' where project_id = $1 and seq > 1500", project);
        assertEquals(
                1_500, assertInstanceOf(Step.Folded.class, world.fold(project)).horizon(), "few, but late");
    }

    @Test
    @DisplayName("V14 an active version with a name keeps what it began with; without a name, or from nothing, nothing")
    void active() {
        UUID project = world.project(events(2_500), 2_400);
        world.test.sql("update version set base_seq = 1300 where project_id = $1", project);
        world.test.sql("update version set name = 'the talk' where project_id = $1", project);
        assertEquals(
                1_300, assertInstanceOf(Step.Folded.class, world.fold(project)).horizon());
        world.drop(project, 10_000);
        world.test.sql("update version set base_seq = 0 where project_id = $1", project);
        assertEquals(
                2_399, assertInstanceOf(Step.Folded.class, world.fold(project)).horizon());
    }

    @Test
    @DisplayName("V3 V14 a version cannot be made of what is folded away; at the horizon it can, and the horizon stays")
    void version_below() {
        UUID project = world.project(events(1_500), 1_400);
        world.fold(project);
        Label label = new Label(Optional.of("then"), Optional.empty());
        assertEquals(
                1_399,
                assertInstanceOf(FoldedAway.class, failure(versions.name(project, 1_398, label)))
                        .oldest());
        assertEquals(1_399, await(versions.name(project, 1_399, label)).headSeq());
        world.drop(project, 10_000);
        world.test.sql("update project set checkpoint_seq = 1500 where id = $1", project);
        assertEquals(new Step.Nothing(), world.fold(project));
    }

    @Test
    @DisplayName(
            "V14 a version that is named, or made active again, when the horizon has passed its beginning begins anew")
    void begun_before() {
        UUID project = world.project(events(2_500), 2_400);
        UUID first = await(versions.list(project, 1, Optional.empty()))
                .versions()
                .getFirst()
                .id();
        world.test.sql("update version set base_seq = 10 where project_id = $1", project);
        assertEquals(
                2_399, assertInstanceOf(Step.Folded.class, world.fold(project)).horizon());
        assertEquals(2_399, await(versions.rename(project, first, "the talk")).baseSeq());
        await(versions.save(project, new Label(Optional.of("next"), Optional.empty())));
        world.test.sql("update version set base_seq = 10 where id = $1", first);
        long epoch = world.test.number("select epoch from project where id = $1", project);
        Left left = await(versions.leave(project, new Departure(epoch, 2_400, first, Optional.empty())));
        await(versions.activate(project, new Switch(epoch, left.from(), left.head(), left.interim(), first)));
        assertEquals(2_400, await(versions.find(project, first)).baseSeq());
    }
}
