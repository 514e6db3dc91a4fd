package dev.easel.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.protocol.frame.DeflatedFrame;
import dev.easel.protocol.reference.BoardModel;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.zip.DataFormatException;

/**
 * A client written from the specification alone, on the JDK's WebSocket: it keeps a copy of the board, resolves short
 * forms from its own edits, and fails at the first thing that is not as the protocol says. For tests; waiting has a
 * deadline, nothing sleeps.
 */
public final class BoardClient implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final UUID client;
    private String token = "";
    private String cookie = "";
    private boolean takesDeflate;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<JsonNode> received = new ArrayList<>();
    private final Map<Long, ArrayNode> unsettled = new TreeMap<>();
    private final Map<Long, Long> seqs = new TreeMap<>();
    private WebSocket socket;
    private BoardModel board = BoardModel.EMPTY;
    private boolean syncing;
    private long epoch;
    private long seq;
    private long durable;
    private long nextEdit = 1;
    private int attempt;
    private long binaryFrames;
    private long binaryBytes;
    private int generation;
    private int closeCode;
    private boolean isStopped;
    private boolean isTakenAgain;
    private String violation;

    public BoardClient() {
        this(UUID.randomUUID());
    }

    public BoardClient(UUID client) {
        this.client = client;
    }

    /** From now on it comes with this token. */
    public BoardClient with(String bearer) {
        token = bearer;
        return this;
    }

    /** From now on it comes with these cookies. */
    public BoardClient withCookie(String its) {
        cookie = its;
        return this;
    }

    /** From now on it takes frames of a sync in their binary form. */
    public BoardClient takingDeflate() {
        takesDeflate = true;
        return this;
    }

    /** Opens the socket without saying anything. */
    public BoardClient open(URI server, String project) {
        URI uri = URI.create(server.toString().replaceFirst("^http", "ws") + "/api/projects/" + project + "/socket");
        closeCode = 0;
        generation++;
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        if (!cookie.isEmpty()) {
            builder.header("Cookie", cookie);
        }
        socket = builder.subprotocols("easel.v1", token.isEmpty() ? new String[0] : new String[] {"bearer." + token})
                .buildAsync(uri, new Listener(generation))
                .join();
        return this;
    }

    /** Opens the socket, says hello, with what it has when it was here before, and waits until the board is here. */
    public BoardClient join(URI server, String project) {
        long ready = count("ready");
        open(server, project);
        hello();
        await("ready", () -> count("ready") > ready);
        return this;
    }

    /** As {@link #join}, where the server may be about to end: whether the board came before the socket closed. */
    public boolean tryJoin(URI server, String project) {
        long ready = count("ready");
        try {
            open(server, project);
            hello();
        } catch (CompletionException _) {
            return false;
        }
        await("ready or close", () -> count("ready") > ready || closeCode != 0);
        return locked(() -> closeCode == 0);
    }

    private void hello() {
        ObjectNode hello = object("hello").put("client", client.toString()).put("attempt", ++attempt);
        hello.put("pending", unsettled.keySet().stream().findFirst().orElse(nextEdit));
        hello.putObject("user").put("name", "Ada");
        if (takesDeflate) {
            hello.putArray("takes").add("deflate");
        }
        if (epoch > 0) {
            hello.putObject("resume").put("epoch", epoch).put("seq", seq);
        }
        send(hello);
    }

    /** Sends an edit of these changes, written as on the wire, and returns its number. */
    public long edit(String... changes) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (String change : changes) {
            list.add(json(change));
        }
        long number;
        lock.lock();
        try {
            number = nextEdit++;
            unsettled.put(number, list);
        } finally {
            lock.unlock();
        }
        send(object("edit").put("edit", number).set("changes", list));
        return number;
    }

    /** Sends every edit without a seq again, unchanged and in order, as the protocol asks. */
    public void resendUnsettled() {
        Map<Long, ArrayNode> again = locked(() -> {
            isTakenAgain = false;
            Map<Long, ArrayNode> unanswered = new TreeMap<>(unsettled);
            unanswered.keySet().removeAll(seqs.keySet());
            return unanswered;
        });
        again.forEach(
                (number, changes) -> send(object("edit").put("edit", number).set("changes", changes)));
    }

    public void send(JsonNode message) {
        sendText(message.toString());
    }

    public void sendText(String text) {
        socket.sendText(text, true).join();
    }

    /** Sends a piece of a text message; what the other side makes of it shows in what it answers. */
    public void sendRaw(String text, boolean last) {
        socket.sendText(text, last).exceptionally(_ -> null).join();
    }

    public static ObjectNode object(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    public UUID client() {
        return client;
    }

    public BoardModel board() {
        return locked(() -> board);
    }

    public long seq() {
        return locked(() -> seq);
    }

    public long durable() {
        return locked(() -> durable);
    }

    /** Binary frames that have come so far. */
    public long binaryFrames() {
        return locked(() -> binaryFrames);
    }

    /** Bytes of them. */
    public long binaryBytes() {
        return locked(() -> binaryBytes);
    }

    /** The event that the edit became, once known; 0 before. */
    public long seqOf(long edit) {
        return locked(() -> seqs.getOrDefault(edit, 0L));
    }

    /** Everything received so far, in order. */
    public List<JsonNode> received() {
        return locked(() -> List.copyOf(received));
    }

    /** Waits until the copy has reached {@code seq}. */
    public BoardClient awaitSeq(long wanted) {
        await("seq " + wanted, () -> seq >= wanted);
        return this;
    }

    public BoardClient awaitDurable(long wanted) {
        await("durable " + wanted, () -> durable >= wanted);
        return this;
    }

    /** Waits until the edit has its seq, and returns it. */
    public long awaitApplied(long edit) {
        await("edit " + edit, () -> seqs.containsKey(edit));
        return seqOf(edit);
    }

    /** Waits until everything that it has sent is durable, and returns how far that is. */
    public long awaitAllDurable() {
        await("all edits durable", unsettled::isEmpty);
        return durable();
    }

    /**
     * Waits until the edit is durable, or has to be sent again: the socket was closed, or edits are taken again after
     * they were not (D5). Whether it is durable.
     */
    public boolean awaitDurableOrAgain(long edit) {
        await("edit " + edit, () -> !unsettled.containsKey(edit) || closeCode != 0 || isTakenAgain);
        return locked(() -> !unsettled.containsKey(edit));
    }

    /** The latest message of this type. */
    public JsonNode last(String type) {
        return received().stream()
                .filter(message -> message.get("type").asText().equals(type))
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    /** What the last sync sent: ids of objects, and then of the deleted. */
    public List<String> synced() {
        List<JsonNode> all = received();
        List<String> ids = new ArrayList<>();
        for (JsonNode message : all.subList(all.indexOf(last("welcome")), all.size())) {
            message.path("objects").forEach(object -> ids.add(object.get("id").asText()));
            message.path("deleted").forEach(id -> ids.add("-" + id.asText()));
        }
        return ids;
    }

    /** Waits for the first message that fits, received before or not. */
    public JsonNode await(String type, Predicate<JsonNode> fits) {
        JsonNode[] found = new JsonNode[1];
        await(type, () -> {
            for (JsonNode message : received) {
                if (message.get("type").asText().equals(type) && fits.test(message)) {
                    found[0] = message;
                    return true;
                }
            }
            return false;
        });
        return found[0];
    }

    /** Waits until the server has closed the socket, and returns the code. */
    public int awaitClose() {
        await("close", () -> closeCode != 0);
        return locked(() -> closeCode);
    }

    public boolean isClosed() {
        return locked(() -> closeCode != 0);
    }

    /** Breaks the connection without a word. */
    public void abort() {
        socket.abort();
    }

    @Override
    public void close() {
        if (socket != null && !socket.isOutputClosed()) {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "")
                    .orTimeout(5, TimeUnit.SECONDS)
                    .exceptionally(_ -> null)
                    .join();
        }
    }

    private long count(String type) {
        return locked(() -> received.stream()
                .filter(message -> message.get("type").asText().equals(type))
                .count());
    }

    // ---- what the server says

    private void take(JsonNode message) {
        received.add(message);
        String type = message.get("type").asText();
        if (syncing
                && !type.equals("objects")
                && !type.equals("ready")
                && !type.equals("closing")
                && !type.equals("error")) {
            violation = "J6: " + type + " between welcome and ready";
        }
        switch (type) {
            case "welcome" -> {
                syncing = true;
                epoch = message.get("epoch").asLong();
                if (message.get("sync").asText().equals("snapshot")) {
                    board = BoardModel.EMPTY;
                }
                durable = message.get("durable").asLong();
                seqs.clear();
                message.get("applied")
                        .forEach(
                                pair -> settle(pair.get(0).asLong(), pair.get(1).asLong()));
            }
            case "objects" -> board = board.with(message);
            case "ready" -> {
                syncing = false;
                seq = message.get("seq").asLong();
            }
            case "events" -> message.get("events").forEach(this::event);
            case "applied" ->
                settle(message.get("edit").asLong(), message.get("seq").asLong());
            case "refused" -> unsettled.remove(message.get("edit").asLong());
            case "durable" -> durable(message.get("seq").asLong());
            case "persistence" -> persistence(message.get("state").asText());
            default -> {}
        }
        if (message.has("durable") && type.equals("events")) {
            durable(message.get("durable").asLong());
        }
    }

    private void persistence(String state) {
        isTakenAgain |= isStopped && state.equals("ok");
        isStopped = state.equals("stopped");
    }

    private void event(JsonNode event) {
        if (event.get("seq").asLong() != seq + 1) {
            violation = "B1: event " + event.get("seq") + " follows " + seq;
        }
        seq = event.get("seq").asLong();
        JsonNode changes = event.get("changes");
        boolean own = !event.has("client") || event.get("client").asText().equals(client.toString());
        if (changes == null) {
            changes = unsettled.get(event.get("edit").asLong());
        }
        board = board.after(changes).orElseThrow();
        if (own) {
            settle(event.get("edit").asLong(), seq);
        }
    }

    private void settle(long edit, long at) {
        seqs.put(edit, at);
        forgetSettled();
    }

    /** An edit is kept until it is durable. */
    private void forgetSettled() {
        unsettled.keySet().removeIf(edit -> seqs.getOrDefault(edit, Long.MAX_VALUE) <= durable);
    }

    private void durable(long at) {
        if (at > seq) {
            violation = "D2: durable " + at + " before event " + seq;
        }
        durable = at;
        forgetSettled();
    }

    // ---- plumbing

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(text, malformed);
        }
    }

    private void await(String what, BooleanSupplier reached) {
        lock.lock();
        try {
            long nanos = DEADLINE.toNanos();
            while (!reached.getAsBoolean() && violation == null) {
                if (nanos <= 0) {
                    throw new AssertionError(what + " did not come; seq " + seq + ", durable " + durable + ", close "
                            + closeCode + ", last " + (received.isEmpty() ? "nothing" : received.getLast()));
                }
                nanos = changed.awaitNanos(nanos);
            }
            if (violation != null) {
                throw new AssertionError(violation);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> read) {
        lock.lock();
        try {
            return read.get();
        } finally {
            lock.unlock();
        }
    }

    /** Hears one connection; what a former one still says is not heard. */
    private final class Listener implements WebSocket.Listener {
        private final int connection;
        private final StringBuilder partial = new StringBuilder();
        private final ByteArrayOutputStream binary = new ByteArrayOutputStream();

        Listener(int connection) {
            this.connection = connection;
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            lock.lock();
            try {
                partial.append(data);
                if (last) {
                    String text = partial.toString();
                    partial.setLength(0);
                    if (connection == generation) {
                        take(json(text));
                    }
                }
            } catch (RuntimeException broken) {
                violation = broken.toString();
            } finally {
                changed.signalAll();
                lock.unlock();
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            lock.lock();
            try {
                byte[] part = new byte[data.remaining()];
                data.get(part);
                binary.writeBytes(part);
                if (last) {
                    byte[] frame = binary.toByteArray();
                    binary.reset();
                    binaryFrames++;
                    binaryBytes += frame.length;
                    JsonNode message = json(new String(DeflatedFrame.text(frame), StandardCharsets.UTF_8));
                    if (!takesDeflate || !message.get("type").asText().equals("objects")) {
                        violation = "R9: " + message.get("type") + " in a binary frame";
                    }
                    if (connection == generation) {
                        take(message);
                    }
                }
            } catch (DataFormatException | RuntimeException broken) {
                violation = broken.toString();
            } finally {
                changed.signalAll();
                lock.unlock();
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable cause) {
            closed(1006);
        }

        private void closed(int code) {
            lock.lock();
            try {
                if (connection == generation) {
                    closeCode = code;
                }
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
