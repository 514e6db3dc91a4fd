package dev.easel.chaos.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.easel.chaos.client.ClientState.Phase;
import dev.easel.chaos.verdict.Judge;
import dev.easel.protocol.reference.BoardModel;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client that lives through crashes: it goes on editing while it is away, keeps its undurable edits as the protocol
 * says, and comes back with its token. Everything the server says that the protocol does not allow is a finding.
 *
 * <p>One lock guards all of it; {@link #tick} comes from the clients' thread, what sockets say from threads of theirs.
 */
public final class ChaosClient {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String name;
    private final UUID id;
    private final String project;
    private final World world;
    private final Random random;
    private final Workload workload;
    private final ClientState state;
    private final Patience patience;
    private final AnswerWaits waits = new AnswerWaits();
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable ClientSocket socket;
    private int attempt;
    private long answeredBefore;
    private long nextTry;
    private long lastTick = System.nanoTime();

    /** What clients share. */
    public record World(HttpClient http, Supplier<Optional<URI>> server, Witness witness, Judge judge) {}

    /** @param isPatient gives no open connection up because of silence */
    public ChaosClient(String name, String project, World world, Random random, boolean isPatient) {
        this.name = name;
        this.id = new UUID((random.nextLong() & ~0xf000L) | 0x4000L, (random.nextLong() >>> 2) | Long.MIN_VALUE);
        this.project = project;
        this.world = world;
        this.patience = new Patience(isPatient);
        this.random = random;
        this.workload = new Workload(name, random);
        this.state = new ClientState(id.toString(), random, this::wrong);
    }

    // ---- what the run asks

    /** Time passes: the client connects where it must, and edits {@code rate} times a second. */
    void tick(double rate) {
        locked(() -> {
            long now = System.nanoTime();
            long passed = now - lastTick;
            lastTick = now;
            connection(now);
            if (state.maySend()) {
                state.retries().pass(passed, this::offer);
            }
            for (double chance = rate * passed / 1e9;
                    chance > 0 && !state.outbox().isFull();
                    chance--) {
                if (random.nextDouble() < chance) {
                    make(workload.next(state.predicted()));
                }
            }
        });
    }

    /** Breaks the connection without a word. */
    void abort() {
        locked(this::drop);
    }

    public boolean isSettled() {
        return locked(state::isSettled);
    }

    /** How it stands, for people. */
    public String state() {
        return locked(() -> name + ": " + state);
    }

    public String name() {
        return name;
    }

    public UUID id() {
        return id;
    }

    public String project() {
        return project;
    }

    public long seq() {
        return locked(() -> state.copy().seq());
    }

    public BoardModel board() {
        return locked(() -> state.copy().board());
    }

    /** Where it stands with its connection. */
    public Standing standing() {
        return locked(() -> new Standing(
                attempt, state.phase() == Phase.LIVE, state.outbox().answered(), answeredBefore));
    }

    /** To be read when all is over. */
    public Outbox outbox() {
        return state.outbox();
    }

    public Retries retries() {
        return state.retries();
    }

    /** Syncs by reason. */
    public Map<String, Integer> syncs() {
        return state.syncs();
    }

    /** How often it was told to hold its edits. */
    public int stops() {
        return state.stops();
    }

    // ---- editing

    private Optional<Outbox.Entry> make(Intent intent) {
        Optional<ArrayNode> changes = intent.asEdit(name, state.outbox().nextNumber(), state.predicted());
        Optional<Outbox.Entry> made = changes.map(it -> state.add(intent, it));
        made.ifPresent(entry -> {
            entry.madeAt = System.nanoTime();
            entry.madeAway = !state.maySend();
            if (state.maySend()) {
                send(entry);
            }
        });
        return made;
    }

    private boolean offer(Retries.Retry retry) {
        Optional<Outbox.Entry> made = state.outbox().isFull() ? Optional.empty() : make(retry.intent);
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
        socket.send(entry.frame());
    }

    // ---- the connection

    private void connection(long now) {
        if (patience.isStuck(fairNow(), state.phase() == Phase.LIVE)) {
            wrong("not live for a minute: " + state);
        }
        if (state.phase() == Phase.AWAY) {
            Optional<URI> server = world.server.get();
            if (now - nextTry >= 0 && server.isPresent()) {
                connect(server.get());
            }
            return;
        }
        boolean isOwed =
                state.phase() != Phase.LIVE || state.outbox().oldestWithoutSeq().isPresent();
        switch (patience.step(fairNow(), isOwed)) {
            case WAIT -> {}
            case ASK -> ask();
            case GIVE_UP -> drop();
        }
    }

    private void connect(URI server) {
        state.connecting();
        patience.opening(fairNow());
        socket = new ClientSocket(new OfSocket());
        socket.open(
                world.http,
                URI.create(server.toString().replaceFirst("^http", "ws") + "/api/projects/" + project + "/socket"));
    }

    /** Nobody asks before the sync is done (J3). */
    private void ask() {
        if (socket != null && state.phase() == Phase.LIVE) {
            socket.send("{\"type\":\"ping\"}");
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
        nextTry = System.nanoTime() + Patience.pause(state.isMoved(), random);
        state.away();
    }

    /** What the socket says, on threads of its own. */
    private final class OfSocket implements ClientSocket.Listener {
        @Override
        public void opened(ClientSocket opened) {
            locked(() -> {
                if (opened == socket) {
                    state.joining();
                    answeredBefore = state.outbox().answered();
                    opened.send(state.hello(name, ++attempt).toString());
                }
            });
        }

        @Override
        public void ended(ClientSocket ended, int code) {
            locked(() -> {
                if (ended == socket) {
                    if (code >= 4_400) {
                        wrong("closed with " + code + ", " + state.error());
                    }
                    drop();
                }
            });
        }

        @Override
        public void heard(ClientSocket from, String text) {
            locked(() -> {
                if (from == socket) {
                    try {
                        take(MAPPER.readTree(text));
                    } catch (JsonProcessingException | RuntimeException broken) {
                        wrong(broken.toString());
                        drop();
                    }
                }
            });
        }
    }

    private void take(JsonNode message) {
        patience.heard(fairNow());
        boolean sentBefore = state.maySend();
        waits.before(state.outbox());
        for (Outbox.Entry durable : state.take(message)) {
            world.witness.durable(name, project, durable.sentAt);
        }
        OptionalLong waited = waits.after(state.outbox());
        if (waited.isPresent() && !patience.isEndless()) {
            world.witness.answered(name, waited.getAsLong());
        }
        if (state.maySend() && !sentBefore) {
            state.outbox().withoutSeq().forEach(this::send);
        }
    }

    private void locked(Runnable run) {
        locked(() -> {
            run.run();
            return true;
        });
    }

    private <T> T locked(Supplier<T> answer) {
        lock.lock();
        try {
            return answer.get();
        } finally {
            lock.unlock();
        }
    }

    private void wrong(String what) {
        world.judge.findings().add(name + " (" + project + ", attempt " + attempt + "): " + what);
    }
}
