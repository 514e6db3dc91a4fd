package dev.easel.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.easel.chaos.ClientState.Phase;
import dev.easel.chaos.machine.FairClock;
import dev.easel.protocol.reference.BoardModel;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client that lives through crashes: it goes on editing while it is away, keeps its undurable edits as the protocol
 * says, and comes back with its token. Everything the server says that the protocol does not allow is a finding.
 *
 * <p>One lock guards all of it; {@link #tick} comes from the clients' thread, what sockets say from threads of theirs.
 */
final class ChaosClient implements ClientSocket.Listener {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** From opening a connection until live, by the {@link FairClock}. */
    private static final long JOIN_NANOS = TimeUnit.SECONDS.toNanos(20);

    private static final int JITTER_MS = 300;
    private static final int MOST_WITHOUT_SEQ = 60;

    private final String name;
    private final UUID id;
    private final String project;
    private final World world;
    private final Random random;
    private final Workload workload;
    private final ClientState state;
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable ClientSocket socket;
    private int attempt;
    private long connectingSince;
    private long nextTry;
    private long lastTick = System.nanoTime();

    /** What clients share. */
    record World(HttpClient http, Supplier<Optional<URI>> server, RecoveryTimes recovery, Judge judge) {}

    ChaosClient(String name, String project, World world, Random random) {
        this.name = name;
        this.id = new UUID((random.nextLong() & ~0xf000L) | 0x4000L, (random.nextLong() >>> 2) | Long.MIN_VALUE);
        this.project = project;
        this.world = world;
        this.random = random;
        this.workload = new Workload(name, random);
        this.state = new ClientState(id.toString(), random, this::wrong);
    }

    // ---- what the run asks

    /** Time passes: the client connects where it must, and edits {@code rate} times a second. */
    void tick(double rate) {
        lock.lock();
        try {
            long now = System.nanoTime();
            long passed = now - lastTick;
            lastTick = now;
            connection(now);
            if (state.maySend()) {
                state.retries().pass(passed, this::offer);
            }
            for (double chance = rate * passed / 1e9; chance > 0 && !isFull(); chance--) {
                if (random.nextDouble() < chance) {
                    make(workload.next(state.predicted()));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Breaks the connection without a word. */
    void abort() {
        lock.lock();
        try {
            drop();
        } finally {
            lock.unlock();
        }
    }

    boolean isSettled() {
        lock.lock();
        try {
            return state.isSettled();
        } finally {
            lock.unlock();
        }
    }

    /** How it stands, for people. */
    String state() {
        lock.lock();
        try {
            return name + ": " + state;
        } finally {
            lock.unlock();
        }
    }

    String name() {
        return name;
    }

    UUID id() {
        return id;
    }

    String project() {
        return project;
    }

    long seq() {
        lock.lock();
        try {
            return state.copy().seq();
        } finally {
            lock.unlock();
        }
    }

    BoardModel board() {
        lock.lock();
        try {
            return state.copy().board();
        } finally {
            lock.unlock();
        }
    }

    /** To be read when all is over. */
    Outbox outbox() {
        return state.outbox();
    }

    Retries retries() {
        return state.retries();
    }

    /** Syncs by reason. */
    Map<String, Integer> syncs() {
        return state.syncs();
    }

    /** How often it was told to hold its edits. */
    int stops() {
        return state.stops();
    }

    // ---- editing

    private boolean isFull() {
        return state.outbox().withoutSeq().size() >= MOST_WITHOUT_SEQ;
    }

    private Optional<Outbox.Entry> make(Intent intent) {
        Optional<ArrayNode> changes = intent.asEdit(name, state.outbox().nextNumber(), state.predicted());
        Optional<Outbox.Entry> made = changes.map(it -> state.add(intent, it));
        made.ifPresent(entry -> {
            entry.madeAway = !state.maySend();
            if (state.maySend()) {
                send(entry);
            }
        });
        return made;
    }

    private boolean offer(Retries.Retry retry) {
        Optional<Outbox.Entry> made = isFull() ? Optional.empty() : make(retry.intent);
        made.ifPresent(entry -> state.isRetry(entry, retry));
        return made.isPresent();
    }

    /** Nothing is sent on a socket that has just broken; the edit waits for the next one. */
    private void send(Outbox.Entry entry) {
        if (socket == null) {
            return;
        }
        entry.sends++;
        entry.sentAt = System.nanoTime();
        socket.send(JsonNodeFactory.instance
                .objectNode()
                .put("type", "edit")
                .put("edit", entry.number)
                .set("changes", entry.changes)
                .toString());
    }

    // ---- the connection

    private void connection(long now) {
        if (state.phase() == Phase.AWAY) {
            Optional<URI> server = world.server.get();
            if (now - nextTry >= 0 && server.isPresent()) {
                state.connecting();
                connectingSince = fairNow();
                socket = new ClientSocket(this);
                socket.open(
                        world.http,
                        URI.create(server.get().toString().replaceFirst("^http", "ws") + "/api/projects/" + project
                                + "/socket"));
            }
        } else if (state.phase() == Phase.LIVE) {
            connectingSince = fairNow();
        } else if (fairNow() - connectingSince > JOIN_NANOS) {
            wrong(state.phase() + " after " + TimeUnit.NANOSECONDS.toSeconds(JOIN_NANOS) + " s");
            drop();
        }
    }

    private long fairNow() {
        return world.judge.clock().nanos();
    }

    private void drop() {
        if (socket != null) {
            socket.abort();
            socket = null;
        }
        state.away();
        nextTry = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20 + random.nextInt(JITTER_MS));
    }

    @Override
    public void opened(ClientSocket opened) {
        lock.lock();
        try {
            if (opened == socket) {
                state.joining();
                opened.send(state.hello(name, ++attempt).toString());
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void ended(ClientSocket ended, int code) {
        lock.lock();
        try {
            if (ended == socket) {
                if (code >= 4_400) {
                    wrong("closed with " + code + ", " + state.error());
                }
                drop();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void heard(ClientSocket from, String text) {
        lock.lock();
        try {
            if (from == socket) {
                boolean sentBefore = state.maySend();
                for (Outbox.Entry durable : state.take(MAPPER.readTree(text))) {
                    world.recovery.durable(durable.sentAt);
                }
                if (state.maySend() && !sentBefore) {
                    state.outbox().withoutSeq().forEach(this::send);
                }
            }
        } catch (JsonProcessingException | RuntimeException broken) {
            wrong(broken.toString());
            drop();
        } finally {
            lock.unlock();
        }
    }

    private void wrong(String what) {
        world.judge.findings().add(name + " (" + project + ", attempt " + attempt + "): " + what);
    }
}
