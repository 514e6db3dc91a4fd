package dev.easel.server.versions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.Event;
import dev.easel.server.bulk.BulkClients;
import dev.easel.server.bulk.BulkClients.Author;
import dev.easel.server.bulk.BulkTransition;
import dev.easel.server.bulk.Durability;
import dev.easel.server.bulk.FakeContext;
import dev.easel.server.bulk.Outcome;
import dev.easel.server.live.LiveObjects;
import dev.easel.server.live.LiveProjects;
import dev.easel.server.live.Principal;
import dev.easel.server.versions.RollingBack.Point;
import dev.easel.server.versions.RollingBack.Span;
import dev.easel.server.versions.RollingBack.Whose;
import dev.easel.server.versions.VersionRefusal.Reason;
import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RollingBackTest {
    private static final UUID PROJECT = new UUID(0, 1);

    private long head = 1;
    private String asked = "";
    private boolean looked;

    private final PastContents past = new PastContents() {
        @Override
        public Future<Content> at(UUID project, long seq) {
            return Future.succeededFuture(new Content(seq, 0, List.of()));
        }

        @Override
        public Future<Content> atTime(UUID project, long at) {
            return Future.succeededFuture(new Content(at, at, List.of()));
        }
    };

    @Test
    @DisplayName("V11 a time that began too many events ago is refused before any is read")
    void too_long_ago() {
        head = RollingBack.MOST_EVENTS + 1;

        VersionRefusal refused = assertInstanceOf(
                VersionRefusal.class, rollBack(new Point.AtSeq(1)).cause());

        assertEquals(Reason.TOO_LONG_AGO, refused.reason());
        assertEquals("", asked);
    }

    @Test
    @DisplayName("V11 the events from the begin of the time to the present are read")
    void read() {
        head = 7;

        assertEquals(7, rollBack(new Point.AtSeq(3)).result().seq());
        assertEquals("2..7", asked);
        assertTrue(looked, "not on an event loop");
        rollBack(new Point.AtTime(5));
        assertEquals("4..7", asked);
    }

    private Future<Outcome> rollBack(Point from) {
        LiveProjects live = live();
        Durability durability = new Durability(live, 1_000);
        BulkTransition bulk = new BulkTransition(new BulkClients(live, durability, UUID::randomUUID), 256 << 10);
        RollingBack rollingBack = new RollingBack(
                live,
                new VersionPorts(
                        refusing(VersionStore.class),
                        refusing(ForkStore.class),
                        past,
                        this::scan,
                        this::onWorker,
                        new AnyCapacity()),
                durability,
                new Transitions(bulk, durability, refusing(VersionStore.class)),
                new ProjectTurns(new AnyCapacity()));
        return rollingBack.rollBack(
                PROJECT,
                new Whose.Named("Ann"),
                new Span(from, new Point.AtSeq(9)),
                new Author(Principal.GUEST, Optional.empty()),
                new FakeContext());
    }

    private Future<Void> scan(UUID project, long after, long upTo, Consumer<Event> each) {
        asked = after + ".." + upTo;
        for (long seq = after + 1; seq <= upTo; seq++) {
            each.accept(new Event(seq, seq, "Bob", PROJECT, seq, Optional.empty(), List.of()));
        }
        return Future.succeededFuture();
    }

    private <T> Future<T> onWorker(Callable<T> work) {
        looked = true;
        return Future.succeededFuture().map(_ -> {
            try {
                return work.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** A project whose last event is durable. */
    private LiveProjects live() {
        return (LiveProjects) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {LiveProjects.class},
                (_, method, _) -> switch (method.getName()) {
                    case "objects" -> Future.succeededFuture(new LiveObjects(1, head, List.of()));
                    case "whenDurable" -> Future.succeededFuture(head);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** Nothing may be asked of it. */
    private <T> T refusing(Class<T> port) {
        return port.cast(Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {port}, (_, method, _) -> {
            throw new UnsupportedOperationException(method.getName());
        }));
    }
}
