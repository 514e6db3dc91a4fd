package dev.easel.server.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.protocol.CloseCode;
import dev.easel.protocol.reference.BoardModel;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;

/** A client that keeps to the protocol, one connection at a time, and checks that the server does. */
final class Client {
    /** Of its newest connection no server of good faith says this. */
    private static final Set<CloseCode> NEVER =
            Set.of(CloseCode.DELETED, CloseCode.FRAME_TOO_LARGE, CloseCode.SUPERSEDED, CloseCode.FORBIDDEN);

    final UUID id;
    final UUID project;
    final Outbox outbox;
    final Copy copy = new Copy();
    private final String name;
    private final History history;
    private final Tally tally;
    private Door door;
    private Phase phase = Phase.AWAY;
    private long attempt;
    private long epoch;
    private long welcomeSeq;
    private long durable;
    private boolean held;
    private boolean unchecked;

    Client(String name, UUID id, UUID project, History history, Tally tally) {
        this.name = name;
        this.id = id;
        this.project = project;
        this.history = history;
        this.tally = tally;
        outbox = new Outbox(id, history);
    }

    // ---- what it does

    void connect(Door to) {
        door = to;
        phase = Phase.GREETING;
        held = false;
        String resume = copy.token()
                .map(token -> ",\"resume\":{\"epoch\":" + token.epoch() + ",\"seq\":" + token.seq() + "}")
                .orElse("");
        say("{\"type\":\"hello\",\"client\":\"" + id + "\",\"attempt\":" + ++attempt + ",\"pending\":"
                + outbox.pending() + resume + ",\"user\":{\"name\":\"" + name + "\"}}");
    }

    private void say(String frame) {
        door.wire.up.add(frame.getBytes(StandardCharsets.UTF_8));
    }

    boolean canSend() {
        return phase == Phase.LIVE && !held && outbox.hasToSend();
    }

    void send(int most) {
        outbox.toSend(most).forEach(edit -> door.wire.up.add(edit.frame()));
    }

    /** Its network is gone. */
    void drop() {
        door.wire.lose();
        phase = Phase.AWAY;
    }

    /** Closes its page, and is never seen again. */
    void leave() {
        if (door != null && phase != Phase.AWAY) {
            drop();
        }
        phase = Phase.GONE;
    }

    boolean isGone() {
        return phase == Phase.GONE;
    }

    /** Whether it may hear, or be cut off. */
    boolean isConnected() {
        return phase != Phase.AWAY && phase != Phase.GONE;
    }

    boolean isAway() {
        return phase == Phase.AWAY;
    }

    boolean isLive() {
        return phase == Phase.LIVE;
    }

    Door door() {
        return door;
    }

    // ---- what it hears

    boolean canReceive() {
        return isConnected() && door.wire.hasArrived();
    }

    /** Takes one frame, or the close; returns it. */
    Object receive() {
        Object arrived = door.wire.take();
        if (arrived instanceof CloseCode code) {
            Rule.WELCOME.holds(!NEVER.contains(code), name, code);
            drop();
            return code;
        }
        JsonNode message = Boards.json((byte[]) arrived);
        tally.count(message);
        received(message);
        return message;
    }

    private void received(JsonNode message) {
        String type = message.get("type").asText();
        Rule.SYNC_ALONE.holds(phase.allows(type), name, phase, message);
        switch (type) {
            case "welcome" -> welcome(message);
            case "objects" -> copy.objects(message);
            case "ready" -> ready(message.get("seq").asLong());
            case "events" -> message.get("events").forEach(this::event);
            case "applied" ->
                outbox.applied(message.get("edit").asLong(), message.get("seq").asLong());
            case "refused" -> outbox.refused(message.get("edit").asLong(), epoch);
            case "persistence" -> persistence(message.get("state").asText());
            case "durable" -> durable(message.get("seq").asLong());
            case "error" -> error(message);
            default -> {}
        }
        if (phase == Phase.LIVE) {
            outbox.durable(durable);
        }
    }

    private void welcome(JsonNode welcome) {
        phase = Phase.SYNCING;
        epoch = welcome.get("epoch").asLong();
        welcomeSeq = welcome.get("seq").asLong();
        durable = welcome.get("durable").asLong();
        Rule.NOT_AHEAD.holds(durable <= welcomeSeq, name, welcome);
        outbox.forgetSeqs();
        welcome.get("applied")
                .forEach(
                        pair -> outbox.applied(pair.get(0).asLong(), pair.get(1).asLong()));
        copy.welcome(welcome.get("sync").asText().equals("snapshot"));
    }

    private void ready(long seq) {
        Rule.NOT_AHEAD.holds(seq >= welcomeSeq, name, seq, welcomeSeq);
        copy.ready(epoch, seq);
        phase = Phase.LIVE;
        outbox.sendAgain();
        unchecked = true;
    }

    private void event(JsonNode event) {
        long seq = event.get("seq").asLong();
        long edit = event.get("edit").asLong();
        boolean brief = !event.has("changes");
        Made own = outbox.find(edit);
        Rule.ANSWERS.holds(!brief || own != null, name, "cannot resolve", event);
        copy.event(seq, brief ? own.changes : event.get("changes"));
        if (brief || event.get("client").asText().equals(id.toString())) {
            outbox.applied(edit, seq);
        }
        unchecked = true;
    }

    private void durable(long seq) {
        Rule.NOT_AHEAD.holds(seq <= copy.seq(), name, "durable", seq, "of", copy.seq());
        Rule.NOT_AHEAD.holds(seq >= durable, name, "durable", seq, "after", durable);
        durable = seq;
    }

    private void persistence(String state) {
        if (held && state.equals("ok")) {
            outbox.sendAgain();
        }
        held = state.equals("stopped") || held && !state.equals("ok");
    }

    private void error(JsonNode error) {
        Rule.WELCOME.holds(!error.get("code").asText().equals("malformed"), name, error);
        if (error.has("edit")) {
            outbox.setAside(error.get("edit").asLong());
        }
    }

    // ---- what is held against it

    /** Its copy is what the owner of its epoch had at its seq; checked as soon as that is known. */
    void check() {
        if (unchecked
                && (copy.seq() == 0
                        || history.reign(copy.epoch()).at(copy.seq()).isPresent())) {
            unchecked = false;
            BoardModel real = copy.seq() == 0
                    ? BoardModel.EMPTY
                    : history.reign(copy.epoch()).at(copy.seq()).orElseThrow().board();
            Rule.COPY.holds(copy.board().equals(real), name, copy.token(), copy.board(), real);
        }
    }

    /** Nothing is left for it to do or to hear. */
    boolean isAtRest() {
        return phase == Phase.GONE
                || phase == Phase.LIVE && outbox.unsettled().isEmpty() && copy.seq() == history.seq();
    }

    String state() {
        return name + " " + phase + " " + copy.token() + (held ? " held " : " ") + "durable " + durable + " "
                + outbox.unsettled();
    }

    @Override
    public String toString() {
        return name;
    }

    private enum Phase {
        AWAY,
        GONE,
        GREETING,
        SYNCING,
        LIVE;

        boolean allows(String type) {
            return switch (type) {
                case "closing", "error" -> true;
                case "welcome" -> this == GREETING || this == LIVE;
                case "objects", "ready" -> this == SYNCING;
                default -> this == LIVE;
            };
        }
    }
}
