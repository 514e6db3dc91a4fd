package dev.easel.chaos.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.protocol.reference.BoardModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a client knows of its project, and how each message of the server changes that. A message that the protocol does
 * not allow is reported. Confined by its client's lock.
 */
final class ClientState {
    private static final String NO_ERROR = "no reason given";

    private final String id;
    private final Consumer<String> wrong;
    private final Outbox outbox = new Outbox();
    private final Retries retries;
    private final Map<Long, Retries.Retry> retried = new HashMap<>();
    private final BoardCopy copy = new BoardCopy();
    private final Map<String, Integer> syncs = new TreeMap<>();

    private Phase phase = Phase.AWAY;

    /** Null when it must be computed again. */
    private @Nullable BoardModel predicted;

    private boolean stopped;
    private boolean moved;
    private String error = NO_ERROR;
    private int stops;
    private long durable;

    /** Where a connection stands. */
    enum Phase {
        AWAY,
        CONNECTING,
        JOINING,
        SYNCING,
        LIVE
    }

    /** @param wrong is told what the protocol does not allow */
    ClientState(String id, Random random, Consumer<String> wrong) {
        this.id = id;
        this.wrong = wrong;
        this.retries = new Retries(random);
    }

    Phase phase() {
        return phase;
    }

    /** A connection is being opened. */
    void connecting() {
        phase = Phase.CONNECTING;
        moved = false;
        error = NO_ERROR;
    }

    /** The connection is open; the client says hello. */
    void joining() {
        phase = Phase.JOINING;
    }

    /** The connection is gone. */
    void away() {
        phase = Phase.AWAY;
        stopped = false;
    }

    boolean maySend() {
        return phase == Phase.LIVE && !stopped;
    }

    boolean isSettled() {
        return phase == Phase.LIVE && outbox.isSettled() && retries.isEmpty();
    }

    Outbox outbox() {
        return outbox;
    }

    Retries retries() {
        return retries;
    }

    BoardCopy copy() {
        return copy;
    }

    /** Syncs by reason. */
    Map<String, Integer> syncs() {
        return syncs;
    }

    /** How often it was told to hold its edits. */
    int stops() {
        return stops;
    }

    /** Whether the server has said on this connection that it is to be made again at once. */
    boolean isMoved() {
        return moved;
    }

    /** The last error the server named on this connection. */
    String error() {
        return error;
    }

    /** The copy with the own edits that are not in it yet, where they fit. */
    BoardModel predicted() {
        if (predicted == null) {
            predicted = copy.board();
            for (Outbox.Entry entry : outbox.withoutSeq()) {
                predicted = predicted.after(entry.changes).orElse(predicted);
            }
        }
        return predicted;
    }

    /** A new edit of these changes, which fit {@link #predicted}. */
    Outbox.Entry add(Intent intent, ArrayNode changes) {
        Outbox.Entry entry = outbox.add(intent, changes);
        predicted = predicted().after(changes).orElseThrow();
        return entry;
    }

    /** The edit is another attempt at an intent; its time goes on, should it be refused. */
    void isRetry(Outbox.Entry entry, Retries.Retry retry) {
        retried.put(entry.number, retry);
    }

    /**
     * A message has come.
     *
     * @return the edits that became durable
     */
    List<Outbox.Entry> take(JsonNode message) {
        predicted = null;
        String type = message.get("type").asText();
        switch (type) {
            case "welcome" -> {
                return welcome(message);
            }
            case "objects" -> {
                expect(phase == Phase.SYNCING, "J6: objects while " + phase);
                copy.objects(message);
            }
            case "ready" -> ready(message.get("seq").asLong());
            case "events" -> {
                expect(phase == Phase.LIVE, "J6: events while " + phase);
                message.get("events").forEach(this::event);
                if (message.has("durable")) {
                    return durable(message.get("durable").asLong());
                }
            }
            case "applied" ->
                outbox.applied(message.get("edit").asLong(), message.get("seq").asLong());
            case "refused" -> refused(message);
            case "durable" -> {
                expect(phase == Phase.LIVE, "J6: durable while " + phase);
                return durable(message.get("seq").asLong());
            }
            case "persistence" -> persistence(message.get("state").asText());
            case "error" -> error = message.toString();
            case "closing" ->
                moved = Set.of("moved", "draining")
                        .contains(message.get("reason").asText());
            default -> {}
        }
        return List.of();
    }

    private List<Outbox.Entry> welcome(JsonNode welcome) {
        expect(phase == Phase.JOINING || phase == Phase.LIVE, "J6: welcome while " + phase);
        phase = Phase.SYNCING;
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
        return settle(welcome.get("durable").asLong());
    }

    private void ready(long seq) {
        expect(phase == Phase.SYNCING, "J6: ready while " + phase);
        copy.ready(seq);
        stopped = false;
        phase = Phase.LIVE;
    }

    private void event(JsonNode event) {
        long number = event.get("edit").asLong();
        boolean isShort = !event.has("changes");
        boolean own = isShort || event.get("client").asText().equals(id);
        JsonNode changes = isShort ? waiting(number, event).changes : event.get("changes");
        long seq = event.get("seq").asLong();
        copy.event(seq, changes);
        if (own) {
            outbox.applied(number, seq);
        }
    }

    /** B3: the edit whose changes an event leaves out. */
    private Outbox.Entry waiting(long number, JsonNode event) {
        Outbox.Entry entry = outbox.unsettled(number);
        if (entry == null) {
            throw new IllegalStateException("B3: edit " + number + " is not waiting, but came as " + event
                    + (outbox.refused().containsKey(number) ? " after it was refused" : ""));
        }
        return entry;
    }

    /** E14: what was sent again, or appends to what others append to, is offered again. */
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
        } else if (entry.sends > 1 || entry.intent.appends()) {
            retries.add(entry.intent);
        }
    }

    private List<Outbox.Entry> durable(long seq) {
        expect(seq <= copy.seq(), "D2: durable " + seq + " before event " + copy.seq());
        return settle(seq);
    }

    private List<Outbox.Entry> settle(long seq) {
        expect(seq >= durable, "D1: durable fell from " + durable + " to " + seq);
        durable = Math.max(durable, seq);
        List<Outbox.Entry> settled = outbox.durable(seq);
        settled.forEach(entry -> retried.remove(entry.number));
        return settled;
    }

    private void persistence(String state) {
        if (state.equals("stopped")) {
            stopped = true;
            stops++;
        } else if (state.equals("ok")) {
            stopped = false;
        }
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            wrong.accept(otherwise);
        }
    }

    /** What a client says first. */
    ObjectNode hello(String name, int attempt) {
        ObjectNode hello = JsonNodeFactory.instance.objectNode().put("type", "hello");
        hello.put("client", id).put("attempt", attempt).put("pending", outbox.pending());
        copy.token().ifPresent(token -> hello.set("resume", token));
        hello.putObject("user").put("name", name);
        return hello;
    }

    /** For people. */
    @Override
    public String toString() {
        return phase + (stopped ? ", stopped" : "") + ", epoch " + copy.epoch() + ", seq " + copy.seq() + ", durable "
                + durable + ", pending from " + outbox.pending() + ", without seq "
                + outbox.withoutSeq().size() + (retries.isEmpty() ? "" : ", offers some again");
    }
}
