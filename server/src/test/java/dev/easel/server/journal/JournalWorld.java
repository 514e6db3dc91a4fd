package dev.easel.server.journal;

import dev.easel.protocol.Change;
import dev.easel.protocol.Event;
import dev.easel.protocol.EventCodec;
import dev.easel.protocol.ServerMessage.PersistenceState;
import dev.easel.server.journal.JournalStore.Position;
import dev.easel.server.log.TraceId;
import dev.easel.server.metrics.JournalMetrics;
import dev.easel.server.persistence.Journal.Entry;
import dev.easel.server.persistence.JournalListener;
import dev.easel.server.persistence.Origin;
import dev.easel.server.room.TestLoop;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** A journal on a loop turned by hand, over a database that answers when told. */
final class JournalWorld {
    static final long EPOCH = 7;
    static final UUID A = new UUID(0, 1);
    static final UUID B = new UUID(0, 2);
    static final UUID C = new UUID(0, 3);

    final TestLoop loop = new TestLoop();
    final FakeStore store = new FakeStore();
    final FakeStore search = new FakeStore(store.stored);
    final FakeStore apart = new FakeStore(store.stored);
    final FakeRooms rooms = new FakeRooms();
    final GroupCommit journal;
    private final Map<UUID, Long> applied = new HashMap<>();

    JournalWorld(long lingerMs, long undurableBytes) {
        this(new JournalSettings(lingerMs, undurableBytes, undurableBytes));
    }

    JournalWorld(JournalSettings settings) {
        journal = new GroupCommit(
                loop,
                new JournalConnections(store, search, apart),
                settings,
                new JournalMetrics(new SimpleMeterRegistry()),
                new Random(1));
        journal.attach(rooms);
    }

    /** As many events of a project as are asked for, each of about as many bytes. */
    void append(UUID project, int events, int bytes) {
        long from = applied.getOrDefault(project, 0L) + 1;
        List<Entry> entries = LongStream.range(from, from + events)
                .mapToObj(seq -> entry(seq, loop.now(), bytes))
                .toList();
        applied.put(project, from + events - 1);
        journal.append(project, EPOCH, entries);
        loop.run();
    }

    void append(UUID project, int events) {
        append(project, events, 10);
    }

    private static Entry entry(long seq, long at, int bytes) {
        List<Change> changes = List.of(new Change.Delete("x".repeat(Math.min(64, bytes))));
        Event event = new Event(seq, at, "ada", new UUID(1, 1), seq, Optional.empty(), changes);
        List<Change> padding = LongStream.range(0, bytes / 100)
                .mapToObj(_ -> (Change) new Change.Delete("y".repeat(64)))
                .toList();
        return new Entry(event, EventCodec.changes(padding), Origin.UNKNOWN, new TraceId(9, seq));
    }

    /** The one commit that is in flight. */
    Commit commit() {
        return store.commits.getFirst();
    }

    void committed() {
        committed(store);
    }

    /** The commit in flight over this connection is answered: all of it is stored. */
    void committed(FakeStore over) {
        Commit commit = over.commits.poll();
        commit.runs.forEach(run -> store.stored.put(run.project(), new Position(run.epoch(), run.upTo())));
        commit.answer.complete(
                commit.runs.stream().map(JournalStore.Run::project).collect(Collectors.toSet()));
        loop.run();
    }

    /** The commit in flight over this connection fails. */
    void fail(FakeStore over, Throwable failure) {
        over.commits.poll().answer().fail(failure);
        loop.run();
    }

    /** Answers the halves of a search until it is over: those with such a run fail, the others are stored. */
    void search(Predicate<JournalStore.Run> failing, Throwable failure) {
        while (!search.commits.isEmpty()) {
            if (search.commits.getFirst().runs.stream().anyMatch(failing)) {
                fail(search, failure);
            } else {
                committed(search);
            }
        }
    }

    /** The next batch, which holds events of the project, fails because of them. */
    void setApart(UUID project) {
        JournalStore.Failed failure = new JournalStore.Failed(new IllegalStateException("P0001"), true);
        stored(project);
        loop.pass(100);
        fail(store, failure);
        search(run -> run.project().equals(project), failure);
    }

    private void stored(UUID project) {
        store.stored.putIfAbsent(project, new Position(EPOCH, 0));
    }

    record Commit(List<JournalStore.Run> runs, Promise<Set<UUID>> answer) {
        /** {@code project: first–last} of each run. */
        Map<UUID, List<Long>> seqs() {
            Map<UUID, List<Long>> seqs = new LinkedHashMap<>();
            runs.forEach(run -> seqs.put(run.project(), List.of(run.after() + 1, run.upTo())));
            return seqs;
        }
    }

    static final class FakeStore implements JournalStore {
        final Deque<Commit> commits = new ArrayDeque<>();
        final Map<UUID, Position> stored;
        boolean down;

        FakeStore() {
            this(new HashMap<>());
        }

        FakeStore(Map<UUID, Position> stored) {
            this.stored = stored;
        }

        @Override
        public Future<Set<UUID>> commit(List<Run> batch) {
            Commit commit = new Commit(batch, Promise.promise());
            commits.add(commit);
            return commit.answer.future();
        }

        @Override
        public Future<Map<UUID, Position>> positions(Set<UUID> projects) {
            return down ? Future.failedFuture("no database") : Future.succeededFuture(Map.copyOf(stored));
        }
    }

    static final class FakeRooms implements JournalListener {
        final Map<UUID, Long> durable = new HashMap<>();
        final List<UUID> lost = new ArrayList<>();
        final List<Long> spoiled = new ArrayList<>();
        final List<PersistenceState> states = new ArrayList<>();
        final Map<UUID, List<PersistenceState>> own = new HashMap<>();

        @Override
        public void durable(UUID project, long epoch, long seq) {
            durable.put(project, seq);
        }

        @Override
        public void lost(UUID project, long epoch) {
            lost.add(project);
        }

        @Override
        public void unstorable(UUID project, long epoch, Entry entry) {
            spoiled.add(entry.event().seq());
        }

        @Override
        public void persistence(PersistenceState state) {
            states.add(state);
        }

        @Override
        public void persistence(UUID project, PersistenceState state) {
            own.computeIfAbsent(project, _ -> new ArrayList<>()).add(state);
        }
    }
}
