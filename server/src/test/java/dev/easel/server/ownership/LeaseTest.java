package dev.easel.server.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.metrics.ActivityLog;
import dev.easel.server.metrics.OwnershipMetrics;
import dev.easel.server.room.TestLoop;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A lease over a database that answers only when the test says so; it beats once a second. */
class LeaseTest {
    private final TestLoop loop = new TestLoop();
    private final TestLoop rooms = new TestLoop();
    private final Table table = new Table();
    private final Deque<Promise<Void>> checks = new ArrayDeque<>();
    private final OwnershipSettings settings = new OwnershipSettings(5_000, true);
    private final LeaseTenure tenure = new LeaseTenure(settings, loop::now);
    private final Lease lease = new Lease(
            loop,
            settings,
            table,
            new Liveness("self", settings),
            tenure,
            new LoopCheck(List.of(rooms)),
            loop::now,
            new OwnershipMetrics(new SimpleMeterRegistry(), new ActivityLog(InstantSource.system())),
            new Watching());
    private boolean isFrozen;
    private long othersBeat;

    /** Connects, and sees another instance beat. */
    private void start() {
        lease.start();
        table.connecting.remove().complete(table);
        loop.run();
        beat();
        pass(1_000);
        beat();
    }

    private void pass(long ms) {
        rooms.run();
        loop.pass(ms);
    }

    private void beat() {
        table.beats
                .remove()
                .complete(List.of(new Sighting("other", URI.create("http://o:1"), othersBeat++, true, false, "1", 0)));
        loop.run();
    }

    /** The next beat is answered so late that others could have claimed something. */
    private void beatLate() {
        pass(1_000 - loop.now() % 1_000);
        pass(3_900);
        beat();
        assertFalse(tenure.mayTakeEdits());
    }

    @Test
    @DisplayName("a connection that comes after it was given up is closed")
    void late_connection() {
        lease.start();
        Promise<Instances.Connected> late = table.connecting.remove();
        pass(5_000);
        pass(Lease.RECONNECT_MS);
        assertEquals(1, table.connecting.size());
        late.complete(table);
        loop.run();
        assertEquals(1, table.closed);
        table.connecting.remove().complete(table);
        loop.run();
        assertEquals(1, table.closed);
    }

    @Test
    @DisplayName("the first beat is waited for when the database goes away while the instance starts")
    void first_beat() {
        Future<Void> started = lease.start();
        for (int i = 0; i < 30; i++) {
            table.connecting.remove().fail("connection refused");
            pass(Lease.RECONNECT_MS);
        }
        assertFalse(started.isComplete());
        table.connecting.remove().complete(table);
        for (int i = 0; i < 5 && table.beats.isEmpty(); i++) {
            pass(1_000);
        }
        beat();
        assertTrue(started.succeeded());
    }

    @Test
    @DisplayName("however long nothing that is held can be looked at, one look at a time is tried")
    void one_check() {
        start();
        beatLate();
        for (int i = 0; i < 10; i++) {
            pass(1_000);
            beat();
            assertEquals(1, checks.size());
        }
        checks.remove().fail("no connection");
        pass(Lease.RECONNECT_MS);
        assertEquals(1, checks.size());
        assertTrue(isFrozen);
        checks.remove().complete();
        loop.run();
        assertFalse(isFrozen);
        assertTrue(tenure.mayTakeEdits());
    }

    @Test
    @DisplayName("a look that began before the last gap between beats says nothing of what was claimed in it")
    void early_check() {
        start();
        beatLate();
        beatLate();
        checks.remove().complete();
        loop.run();
        assertFalse(tenure.mayTakeEdits());
        checks.remove().complete();
        loop.run();
        assertTrue(tenure.mayTakeEdits());
        assertEquals(0, checks.size());
    }

    @Test
    @DisplayName("while an event loop hangs there is no beat, also where somebody wants to look at the others")
    void hanging() {
        start();
        loop.pass(1_000);
        assertEquals(0, table.beats.size());
        Future<Void> looked = lease.look(0);
        loop.run();
        assertEquals(0, table.beats.size());
        pass(1_000);
        beat();
        assertTrue(looked.succeeded());
    }

    private final class Watching implements Lease.Watcher {
        @Override
        public Future<Void> check() {
            Promise<Void> checked = Promise.promise();
            checks.add(checked);
            return checked.future();
        }

        @Override
        public void told(UUID project) {}

        @Override
        public void gone(Set<String> instances) {}

        @Override
        public void frozen(boolean now) {
            isFrozen = now;
        }
    }

    private static final class Table implements Instances, Instances.Connected {
        final Deque<Promise<Connected>> connecting = new ArrayDeque<>();
        final Deque<Promise<List<Sighting>>> beats = new ArrayDeque<>();
        int closed;

        @Override
        public Future<Connected> connect(Consumer<UUID> told) {
            Promise<Connected> connected = Promise.promise();
            connecting.add(connected);
            return connected.future();
        }

        @Override
        public Future<List<Sighting>> beat(boolean isLeaving) {
            Promise<List<Sighting>> beaten = Promise.promise();
            beats.add(beaten);
            return beaten.future();
        }

        @Override
        public Future<Void> remove(Sighting dead) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> leave() {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> close() {
            closed++;
            return Future.succeededFuture();
        }
    }
}
