package dev.easel.server.room;

import dev.easel.protocol.ClientCodec;
import dev.easel.protocol.ClientMessage;
import dev.easel.protocol.ClientMessage.Hello;
import dev.easel.protocol.ClientMessage.ResumeToken;
import dev.easel.protocol.ClientMessage.Take;
import dev.easel.protocol.Decoded;
import dev.easel.protocol.Limits;
import dev.easel.protocol.SavePolicy;
import dev.easel.protocol.ServerMessage.PersistenceState;
import dev.easel.protocol.ServerMessage.ProjectNews;
import dev.easel.protocol.User;
import dev.easel.protocol.json.Json;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.canvas.HeapBytes;
import dev.easel.server.live.Principal;
import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.live.Seat;
import dev.easel.server.metrics.ResidenceMetrics;
import dev.easel.server.metrics.RoomMetrics;
import dev.easel.server.persistence.Capture;
import dev.easel.server.persistence.HeldEdit;
import dev.easel.server.persistence.Journal;
import dev.easel.server.persistence.LoadLimit;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.persistence.Previews;
import dev.easel.server.persistence.ProjectStore;
import dev.easel.server.persistence.Saves;
import dev.easel.server.residence.Residence;
import dev.easel.server.residence.ResidenceSettings;
import dev.easel.server.residence.Residences;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Rooms on a {@link TestLoop}, with a store and an auto-save that answer only when the test says so. */
final class RoomWorld {
    static final UUID PROJECT = UUID.fromString("00000000-0000-4000-8000-00000000000a");
    static final Limits SMALL =
            new Limits(1 << 20, 1_000, 256 << 10, 1_000, 120, 240, 4096, 60, 3, 64 << 10, 10_000, 20_000);
    static final RoomSettings SETTINGS = new RoomSettings(SMALL, 60_000, 60_000, 5_000, 10_000);

    final TestLoop loop = new TestLoop();
    final FakeStore store = new FakeStore();
    final FakePreviews previews = new FakePreviews();
    /** Where rooms want to go, and how often they have moved then. */
    final List<String> moved = new ArrayList<>();

    final FakeSaves saves = new FakeSaves();
    final FakeJournal journal = new FakeJournal();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    final Residence residence;
    final Rooms rooms;
    boolean isFrozen;
    private int sessionIds;

    RoomWorld() {
        this(SETTINGS);
    }

    RoomWorld(RoomSettings settings) {
        this(settings, Residences.WIDE);
    }

    RoomWorld(RoomSettings settings, ResidenceSettings bounds) {
        residence = new Residence(bounds, new ResidenceMetrics(registry));
        rooms = new Rooms(
                List.of(loop),
                new RoomPorts(
                        store,
                        previews,
                        (project, to, moves) -> moved.add(to + " " + moves),
                        () -> !isFrozen,
                        journal,
                        saves,
                        residence,
                        settings,
                        new RoomMetrics(registry),
                        () -> "s" + ++sessionIds));
    }

    /** The value of a counter or a gauge. */
    long meter(String name) {
        return (long) registry.get(name).meter().measure().iterator().next().getValue();
    }

    /** The value of the one with this label. */
    long meter(String name, String label, String value) {
        return (long) registry.get(name)
                .tag(label, value)
                .meter()
                .measure()
                .iterator()
                .next()
                .getValue();
    }

    static Hello hello(UUID client, long attempt, long pending) {
        return new Hello(client, attempt, pending, Optional.<ResumeToken>empty(), User.ANONYMOUS, Set.of());
    }

    /** Joins and waits for ready; loads and look-ups are answered as if the project were new. */
    Joined join() {
        return join(UUID.randomUUID());
    }

    Joined join(UUID client) {
        return join(hello(client, 1, 0));
    }

    Joined joinTaking(Take... takes) {
        return join(new Hello(UUID.randomUUID(), 1, 0, Optional.empty(), User.ANONYMOUS, Set.of(takes)));
    }

    private Joined join(Hello hello) {
        Joined joined = sayHello(hello);
        store.answerLoads();
        loop.run();
        store.answerLookUps();
        loop.run();
        return joined;
    }

    /** Says hello; loads and look-ups wait for their answers. */
    Joined sayHello(UUID client, long attempt, long pending) {
        return sayHello(hello(client, attempt, pending));
    }

    Joined sayHello(Hello hello) {
        return sayHello(Principal.GUEST, hello);
    }

    Joined sayHello(Principal principal, Hello hello) {
        FakeConnection connection = new FakeConnection();
        Future<Seat> session = rooms.join(PROJECT, principal, connection, hello);
        loop.run();
        return new Joined(hello.client(), connection, session);
    }

    static ClientMessage message(String text) {
        Decoded decoded = new ClientCodec(SMALL).decode(text.getBytes(StandardCharsets.UTF_8));
        return ((Decoded.Message) decoded).message();
    }

    static ClientMessage.Edit edit(long number, String... changes) {
        return (ClientMessage.Edit)
                message("{\"type\":\"edit\",\"edit\":" + number + ",\"changes\":[" + String.join(",", changes) + "]}");
    }

    /** Commits everything that was appended. */
    void commitAll() {
        loop.run();
        journal.entries.stream()
                .mapToLong(entry -> entry.event().seq())
                .max()
                .ifPresent(seq -> rooms.durable(PROJECT, store.epoch, seq));
        loop.run();
    }

    /** Commits everything, and tells the room that what is captured then is saved. */
    void saveAll() {
        Future<Optional<Capture>> capture = rooms.capture(PROJECT);
        commitAll();
        capture.result().ifPresent(captured -> rooms.saved(PROJECT, captured.epoch(), captured.upTo()));
        loop.run();
    }

    /** Tells every room the state of the journal. */
    void persistence(PersistenceState state) {
        journal.takesMore = state != PersistenceState.STOPPED;
        rooms.persistence(state);
        loop.run();
    }

    record Joined(UUID client, FakeConnection connection, Future<Seat> session) {
        void say(String text) {
            session.result().receive(message(text));
        }

        void edit(long number, String... changes) {
            session.result().receive(RoomWorld.edit(number, changes));
        }
    }

    /** What is read of projects before they are this instance's: the test answers. */
    static final class FakePreviews implements Previews {
        final Deque<Promise<Optional<Preview>>> reads = new ArrayDeque<>();
        final Deque<Promise<Loaded>> loads = new ArrayDeque<>();

        @Override
        public Future<Optional<Preview>> preview(UUID project, LoadLimit limit) {
            return asked(reads);
        }

        @Override
        public Future<Loaded> load(UUID project, Known known, LoadLimit limit) {
            return asked(loads);
        }

        private static <T> Future<T> asked(Deque<Promise<T>> waiting) {
            Promise<T> promise = Promise.promise();
            waiting.add(promise);
            return promise.future();
        }
    }

    /** A store whose answers the test gives. */
    static final class FakeStore implements ProjectStore {
        final Deque<Load> loads = new ArrayDeque<>();
        final Deque<Promise<List<HeldEdit>>> lookUps = new ArrayDeque<>();
        final Deque<Promise<Missed>> misses = new ArrayDeque<>();
        final List<Long> released = new ArrayList<>();
        final List<String> handedOver = new ArrayList<>();
        long epoch = 6;

        @Override
        public Future<Loaded> load(UUID project, LoadLimit limit) {
            Load load = new Load(project, limit, Promise.promise());
            loads.add(load);
            return load.promise().future();
        }

        @Override
        public void release(UUID project, long epoch) {
            released.add(epoch);
        }

        @Override
        public Future<Void> handOver(UUID project, long epoch, String successor) {
            handedOver.add(successor);
            return Future.succeededFuture();
        }

        @Override
        public Future<List<HeldEdit>> editsFrom(UUID project, UUID client, long pending, int limit) {
            return asked(lookUps);
        }

        @Override
        public Future<List<HeldEdit>> edits(UUID project, UUID client, List<Long> edits) {
            return asked(lookUps);
        }

        @Override
        public Future<Missed> missed(UUID project, long epoch, long seq, long upTo) {
            return asked(misses);
        }

        Loaded.Found found(long seq) {
            return found(PROJECT, seq, List.of());
        }

        private Loaded.Found found(UUID project, long seq, List<CanvasObject> objects) {
            ProjectNews news = new ProjectNews(project, "Board", new UUID(0, 1), Json.EMPTY_OBJECT);
            return new Loaded.Found(news, ++epoch, seq, seq, 0, objects, List.of(), seq, 0);
        }

        void answerLoads() {
            while (!loads.isEmpty()) {
                Load load = loads.poll();
                load.complete(found(load.project(), 0, List.of()));
            }
        }

        /** Answers the oldest load with these objects, one row at a time. */
        void answerLoad(long seq, List<CanvasObject> objects) {
            Load load = loads.remove();
            try {
                objects.forEach(object -> load.limit().objects(HeapBytes.of(object)));
                load.complete(found(load.project(), seq, objects));
            } catch (ProjectUnavailable tooMuch) {
                load.promise().fail(tooMuch);
            }
        }

        void answerLookUps(HeldEdit... stored) {
            while (!lookUps.isEmpty()) {
                lookUps.poll().complete(List.of(stored));
            }
        }

        private static <T> Future<T> asked(Deque<Promise<T>> questions) {
            Promise<T> promise = Promise.promise();
            questions.add(promise);
            return promise.future();
        }
    }

    /** A load that waits for its answer. */
    record Load(UUID project, LoadLimit limit, Promise<Loaded> promise) {
        void complete(Loaded loaded) {
            promise.complete(loaded);
        }

        void fail(String why) {
            promise.fail(why);
        }
    }

    /** An auto-save that only records its calls. */
    static final class FakeSaves implements Saves {
        final List<Long> marks = new ArrayList<>();
        SavePolicy policy = SavePolicy.STANDARD;
        final Deque<Promise<Boolean>> flushes = new ArrayDeque<>();
        int forgotten;

        @Override
        public void mark(UUID project, long seq, SavePolicy policy) {
            marks.add(seq);
            this.policy = policy;
        }

        @Override
        public void forget(UUID project) {
            forgotten++;
        }

        @Override
        public Future<Boolean> flush(UUID project) {
            Promise<Boolean> promise = Promise.promise();
            flushes.add(promise);
            return promise.future();
        }
    }

    /** A journal that only records its entries. */
    static final class FakeJournal implements Journal {
        final List<Entry> entries = new ArrayList<>();
        boolean takesMore = true;
        int forgotten;

        @Override
        public void append(UUID project, long epoch, List<Entry> appended) {
            entries.addAll(appended);
        }

        @Override
        public void forget(UUID project, long epoch) {
            forgotten++;
            entries.clear();
        }

        @Override
        public boolean takesMore(UUID project) {
            return takesMore;
        }
    }
}
