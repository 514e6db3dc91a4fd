package dev.easel.server.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.Limits;
import dev.easel.protocol.SavePolicy;
import dev.easel.protocol.json.Json;
import dev.easel.server.excalidraw.Drawing.Element;
import dev.easel.server.live.LiveProjects;
import dev.easel.server.live.Principal;
import dev.easel.server.metrics.RoomMetrics;
import dev.easel.server.persistence.HeldEdit;
import dev.easel.server.persistence.Journal;
import dev.easel.server.persistence.LoadLimit;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.persistence.Moves;
import dev.easel.server.persistence.Previews;
import dev.easel.server.persistence.ProjectStore;
import dev.easel.server.persistence.Saves;
import dev.easel.server.residence.Residences;
import dev.easel.server.room.RoomPorts;
import dev.easel.server.room.RoomSettings;
import dev.easel.server.room.Rooms;
import dev.easel.server.room.TestLoop;
import dev.easel.server.store.MemoryStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an import costs that is put into a real room. */
class StoreQuestionsTest {
    private static final RoomSettings SETTINGS = new RoomSettings(Limits.DEFAULTS, 60_000, 60_000, 5_000, 10_000);

    private final TestLoop loop = new TestLoop();
    private final MemoryStore store = new MemoryStore();
    private final InstantJournal journal = new InstantJournal();
    private final CountingStore counting = new CountingStore(store);
    private final Rooms rooms = new Rooms(
            List.of(loop),
            new RoomPorts(
                    counting,
                    Previews.NONE,
                    Moves.NONE,
                    () -> true,
                    journal,
                    new NoSaves(),
                    Residences.wide(),
                    SETTINGS,
                    new RoomMetrics(new SimpleMeterRegistry()),
                    () -> "s"));
    private final List<String> asked = new ArrayList<>();

    @Test
    @DisplayName("an import of 100 portions asks the store for no edit number, and copies no canvas")
    void a_hundred_portions() {
        UUID project = store.create();
        LiveProjects live = recording(rooms);
        BulkImport imports = new BulkImport(new BulkClients(live, new Durability(live, 60_000), UUID::randomUUID));
        List<Element> elements = IntStream.range(0, 100_000)
                .mapToObj(i -> new Element("o" + i, Json.EMPTY_OBJECT))
                .toList();
        ImportPlan plan = new ImportPlan(elements, false);

        Future<Long> put = imports.check(project, plan)
                .compose(_ -> imports.put(
                        project, new BulkClients.Author(Principal.GUEST, Optional.empty()), plan, new FakeContext()));
        loop.run();

        assertTrue(put.succeeded(), () -> String.valueOf(put.cause()));
        assertEquals(100, put.result());
        assertEquals(List.of("load"), counting.questions);
        assertEquals(List.of("noPlaceFor", "beginBulk", "whenDurable"), asked);
    }

    /** The same rooms; what is asked of them is written down. */
    private LiveProjects recording(Rooms rooms) {
        return (LiveProjects) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {LiveProjects.class}, (_, method, arguments) -> {
                    asked.add(method.getName());
                    return method.invoke(rooms, arguments);
                });
    }

    /** Counts what is asked. */
    private record CountingStore(ProjectStore store, List<String> questions) implements ProjectStore {
        CountingStore(ProjectStore store) {
            this(store, new ArrayList<>());
        }

        @Override
        public Future<Loaded> load(UUID project, LoadLimit limit) {
            questions.add("load");
            return store.load(project, limit);
        }

        @Override
        public void release(UUID project, long epoch) {
            store.release(project, epoch);
        }

        @Override
        public Future<Void> handOver(UUID project, long epoch, String successor) {
            return store.handOver(project, epoch, successor);
        }

        @Override
        public Future<List<HeldEdit>> editsFrom(UUID project, UUID client, long pending, int limit) {
            questions.add("editsFrom");
            return store.editsFrom(project, client, pending, limit);
        }

        @Override
        public Future<List<HeldEdit>> edits(UUID project, UUID client, List<Long> edits) {
            questions.add("edits");
            return store.edits(project, client, edits);
        }

        @Override
        public Future<Missed> missed(UUID project, long epoch, long seq, long upTo) {
            questions.add("missed");
            return store.missed(project, epoch, seq, upTo);
        }
    }

    /** Commits what it is given at once. */
    private final class InstantJournal implements Journal {
        @Override
        public void append(UUID project, long epoch, List<Entry> appended) {
            rooms.durable(project, epoch, appended.getLast().event().seq());
        }

        @Override
        public void forget(UUID project, long epoch) {}

        @Override
        public boolean takesMore(UUID project) {
            return true;
        }
    }

    private static final class NoSaves implements Saves {
        @Override
        public void mark(UUID project, long seq, SavePolicy policy) {}

        @Override
        public void forget(UUID project) {}

        @Override
        public Future<Boolean> flush(UUID project) {
            return Future.succeededFuture(false);
        }
    }
}
