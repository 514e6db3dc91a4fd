package dev.easel.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.protocol.reference.BoardModel;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A client that lives through crashes: it goes on editing while it is away, keeps its undurable edits as the protocol
 * says, and comes back with its token. Whatever the server says that the protocol does not allow is a finding.
 *
 * <p>One lock holds all of it; {@link #tick} comes from the crowd's thread, what sockets say from theirs.
 */
final class ChaosClient implements Line.Ear {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);
    private static final int JITTER_MS = 300;
    private static final int MOST_WITHOUT_SEQ = 60;

    private final String name;
    private final UUID id;
    private final String project;
    private final World world;
    private final Random random;
    private final Sketcher sketcher;
    private final Outbox outbox = new Outbox();
    private final Retries retries;
    private final Map<Long, Retries.Retry> retried = new HashMap<>();
    private final Copy copy = new Copy();
    private final Map<String, Integer> syncs = new TreeMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    private Phase phase = Phase.AWAY;
    private Line line;
    private BoardModel predicted;
    private boolean stopped;
    private String error;
    private int stops;
    private int attempt;
    private long durable;
    private long phaseSince;
    private long nextTry;
    private long lastTick = System.nanoTime();

    /** What clients share. */
    record World(HttpClient http, Supplier<Optional<URI>> server, Pulse pulse, Findings findings) {}

    private enum Phase {
        AWAY,
        CONNECTING,
        JOINING,
        SYNCING,
        LIVE
    }

    ChaosClient(String name, String project, World world, Random random) {
        this.name = name;
        this.id = new UUID(random.nextLong() & ~0xf000L | 0x4000L, random.nextLong() >>> 2 | Long.MIN_VALUE);
        this.project = project;
        this.world = world;
        this.random = random;
        this.sketcher = new Sketcher(name, random);
        this.retries = new Retries(random);
    }

    // ---- what the crowd asks

    /** Time passes: the client connects where it must, and edits {@code rate} times a second. */
    void tick(double rate) {
        lock.lock();
        try {
            long now = System.nanoTime();
            long passed = now - lastTick;
            lastTick = now;
            connection(now);
            if (phase == Phase.LIVE && !stopped) {
                retries.pass(passed, this::offer);
            }
            for (double chance = rate * passed / 1e9; chance > 0 && !isFull(); chance--) {
                if (random.nextDouble() < chance) {
                    make(sketcher.next(predicted()));
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
            return phase == Phase.LIVE && outbox.isSettled() && retries.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** How it stands, for people. */
    String state() {
        lock.lock();
        try {
            return name + ": " + phase + (stopped ? ", stopped" : "") + ", epoch " + copy.epoch() + ", seq "
                    + copy.seq() + ", durable " + durable + ", pending from " + outbox.pending() + ", without seq "
                    + outbox.withoutSeq().size() + (retries.isEmpty() ? "" : ", offers some again");
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
            return copy.seq();
        } finally {
            lock.unlock();
        }
    }

    BoardModel board() {
        lock.lock();
        try {
            return copy.board();
        } finally {
            lock.unlock();
        }
    }

    /** To be read when all is over. */
    Outbox outbox() {
        return outbox;
    }

    Retries retries() {
        return retries;
    }

    /** Syncs by reason. */
    Map<String, Integer> syncs() {
        return syncs;
    }

    /** How often it was told to hold its edits. */
    int stops() {
        return stops;
    }

    // ---- editing

    private boolean isFull() {
        return outbox.withoutSeq().size() >= MOST_WITHOUT_SEQ;
    }

    /** The copy with the own edits that are not in it yet, where they fit. */
    private BoardModel predicted() {
        if (predicted == null) {
            predicted = copy.board();
            for (Outbox.Entry entry : outbox.withoutSeq()) {
                predicted = predicted.after(entry.changes).orElse(predicted);
            }
        }
        return predicted;
    }

    private Optional<Outbox.Entry> make(Wish wish) {
        Optional<ArrayNode> changes = wish.asEdit(name, outbox.nextNumber(), predicted());
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        Outbox.Entry entry = outbox.add(wish, changes.get());
        predicted = predicted().after(entry.changes).orElseThrow();
        if (phase == Phase.LIVE && !stopped) {
            send(entry);
        }
        return Optional.of(entry);
    }

    private boolean offer(Retries.Retry retry) {
        Optional<Outbox.Entry> made = isFull() ? Optional.empty() : make(retry.wish);
        made.ifPresent(entry -> retried.put(entry.number, retry));
        return made.isPresent();
    }

    /** Nothing is sent on a line that has just broken; the edit waits for the next one. */
    private void send(Outbox.Entry entry) {
        if (line == null) {
            return;
        }
        entry.sends++;
        entry.sentAt = System.nanoTime();
        line.send(message("edit")
                .put("edit", entry.number)
                .set("changes", entry.changes)
                .toString());
    }

    private void sendWithoutSeq() {
        outbox.withoutSeq().forEach(this::send);
    }

    // ---- the connection

    private void connection(long now) {
        if (phase == Phase.AWAY) {
            Optional<URI> server = world.server.get();
            if (now - nextTry >= 0 && server.isPresent()) {
                enter(Phase.CONNECTING);
                error = "no reason given";
                line = new Line(this);
                line.open(
                        world.http,
                        URI.create(server.get().toString().replaceFirst("^http", "ws") + "/api/projects/" + project
                                + "/socket"));
            }
        } else if (phase != Phase.LIVE && now - phaseSince > PATIENCE) {
            wrong(phase + " for " + TimeUnit.NANOSECONDS.toSeconds(now - phaseSince) + " s");
            drop();
        }
    }

    private void enter(Phase next) {
        phase = next;
        phaseSince = System.nanoTime();
    }

    private void drop() {
        if (line != null) {
            line.abort();
            line = null;
        }
        stopped = false;
        enter(Phase.AWAY);
        nextTry = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20 + random.nextInt(JITTER_MS));
    }

    @Override
    public void opened(Line opened) {
        lock.lock();
        try {
            if (opened == line) {
                enter(Phase.JOINING);
                ObjectNode hello = message("hello").put("client", id.toString()).put("attempt", ++attempt);
                hello.put("pending", outbox.pending());
                copy.token().ifPresent(token -> hello.set("resume", token));
                hello.putObject("user").put("name", name);
                line.send(hello.toString());
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void ended(Line ended, int code) {
        lock.lock();
        try {
            if (ended == line) {
                if (code >= 4_400) {
                    wrong("closed with " + code + ", " + error);
                }
                drop();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void heard(Line from, String text) {
        lock.lock();
        try {
            if (from == line) {
                predicted = null;
                take(MAPPER.readTree(text));
            }
        } catch (JsonProcessingException | RuntimeException broken) {
            wrong(broken.toString());
            drop();
        } finally {
            lock.unlock();
        }
    }

    // ---- what the server says

    private void take(JsonNode message) {
        String type = message.get("type").asText();
        switch (type) {
            case "welcome" -> welcome(message);
            case "objects" -> {
                expect(phase == Phase.SYNCING, "J6: objects while " + phase);
                copy.objects(message);
            }
            case "ready" -> ready(message.get("seq").asLong());
            case "events" -> {
                expect(phase == Phase.LIVE, "J6: events while " + phase);
                message.get("events").forEach(this::event);
            }
            case "applied" ->
                outbox.applied(message.get("edit").asLong(), message.get("seq").asLong());
            case "refused" -> refused(message);
            case "durable" -> {
                expect(phase == Phase.LIVE, "J6: durable while " + phase);
                durable(message.get("seq").asLong());
            }
            case "persistence" -> persistence(message.get("state").asText());
            case "error" -> error = message.toString();
            default -> {}
        }
        if (type.equals("events") && message.has("durable")) {
            durable(message.get("durable").asLong());
        }
    }

    private void welcome(JsonNode welcome) {
        expect(phase == Phase.JOINING || phase == Phase.LIVE, "J6: welcome while " + phase);
        enter(Phase.SYNCING);
        String reason = welcome.get("reason").asText();
        syncs.merge(reason, 1, Integer::sum);
        long epoch = welcome.get("epoch").asLong();
        long seq = welcome.get("seq").asLong();
        expect(epoch >= copy.epoch(), "O2: epoch " + epoch + " after " + copy.epoch());
        expect(
                epoch > copy.epoch() || seq >= copy.seq(),
                "R5: event " + seq + " after " + copy.seq() + " of one epoch");
        outbox.forgetSeqs();
        Map<Long, Long> applied = new HashMap<>();
        welcome.get("applied")
                .forEach(pair -> applied.put(pair.get(0).asLong(), pair.get(1).asLong()));
        applied.forEach(outbox::applied);
        outbox.durable().tailMap(outbox.pending()).forEach((edit, at) -> {
            expect(at.equals(applied.get(edit)), "D1: edit " + edit + ", durable as " + at + ", is not in " + welcome);
        });
        expect(welcome.get("durable").asLong() <= seq, "D1: durable beyond applied in " + welcome);
        copy.welcome(welcome);
        settle(welcome.get("durable").asLong());
    }

    private void ready(long seq) {
        expect(phase == Phase.SYNCING, "J6: ready while " + phase);
        copy.ready(seq);
        stopped = false;
        enter(Phase.LIVE);
        sendWithoutSeq();
    }

    private void event(JsonNode event) {
        long number = event.get("edit").asLong();
        boolean isShort = !event.has("changes");
        boolean own = isShort || event.get("client").asText().equals(id.toString());
        Outbox.Entry entry = own ? outbox.unsettled(number) : null;
        if (isShort && entry == null) {
            throw new IllegalStateException("B3: edit " + number + " is not waiting, but came as " + event
                    + (outbox.refused().contains(number) ? " after it was refused" : ""));
        }
        long seq = event.get("seq").asLong();
        copy.event(seq, isShort ? entry.changes : event.get("changes"));
        if (own) {
            outbox.applied(number, seq);
        }
    }

    private void refused(JsonNode refusal) {
        String code = refusal.get("code").asText();
        expect(code.equals("not_found") || code.equals("conflict"), "E12: " + refusal);
        Outbox.Entry entry = outbox.refused(refusal.get("edit").asLong());
        if (entry == null) {
            return;
        }
        Retries.Retry again = retried.remove(entry.number);
        if (again != null) {
            retries.add(again);
        } else if (entry.sends > 1 || entry.wish.appends()) {
            retries.add(entry.wish);
        }
    }

    private void durable(long seq) {
        expect(seq <= copy.seq(), "D2: durable " + seq + " before event " + copy.seq());
        settle(seq);
    }

    private void settle(long seq) {
        expect(seq >= durable, "D1: durable fell from " + durable + " to " + seq);
        durable = Math.max(durable, seq);
        for (Outbox.Entry entry : outbox.durable(seq)) {
            retried.remove(entry.number);
            world.pulse.durable(entry.sentAt);
        }
    }

    private void persistence(String state) {
        if (state.equals("stopped")) {
            stopped = true;
            stops++;
        } else if (state.equals("ok") && stopped) {
            stopped = false;
            sendWithoutSeq();
        }
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            wrong(otherwise);
        }
    }

    private void wrong(String what) {
        world.findings.add(name + " (" + project + ", attempt " + attempt + "): " + what);
    }

    private static ObjectNode message(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }
}
