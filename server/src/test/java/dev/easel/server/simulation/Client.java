package dev.easel.server.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.protocol.CloseCode;
import dev.easel.protocol.reference.BoardModel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A client that keeps to the protocol, one connection at a time, and checks that the server does. */
final class Client {
    /** Codes with which a correct server never closes a client's newest connection. */
    private static final Set<CloseCode> NEVER =
            Set.of(CloseCode.DELETED, CloseCode.FRAME_TOO_LARGE, CloseCode.SUPERSEDED, CloseCode.FORBIDDEN);

    /** What each kind of client says that it takes. */
    private static final List<String> TAKES = List.of(
            ",\"takes\":[\"author\"]",
            "",
            ",\"takes\":[\"author\",\"columns\",\"something new\"]",
            ",\"takes\":[\"authors\"]",
            ",\"takes\":[\"author\",\"deflate\"]",
            ",\"takes\":[\"deflate\"]",
            ",\"takes\":[\"author\",\"columns\",\"deflate\"]",
            ",\"takes\":[\"authors\",\"deflate\"]");

    final UUID id;
    final UUID project;
    final Outbox outbox;
    final Copy copy = new Copy();
    private final String name;
    private final GroundTruth truth;
    private final MessageCounts counts;
    private SimulatedSocket socket;
    private String author;
    private NumberedAuthors numbers = new NumberedAuthors();
    private Phase phase = Phase.AWAY;
    private long attempt;
    private long epoch;
    private long welcomeSeq;
    private long durable;
    private boolean held;
    private boolean unchecked;

    Client(String name, UUID id, UUID project, GroundTruth truth, MessageCounts counts) {
        this.name = name;
        this.id = id;
        this.project = project;
        this.truth = truth;
        this.counts = counts;
        outbox = new Outbox(id, truth);
    }

    // ---- what it does

    void connect(SimulatedSocket to) {
        socket = to;
        numbers = new NumberedAuthors();
        phase = Phase.GREETING;
        held = false;
        String resume = copy.token()
                .map(token -> ",\"resume\":{\"epoch\":" + token.epoch() + ",\"seq\":" + token.seq() + "}")
                .orElse("");
        String takes = TAKES.get(kind());
        say("{\"type\":\"hello\",\"client\":\"" + id + "\",\"attempt\":" + ++attempt + ",\"pending\":"
                + outbox.pending() + resume + takes + ",\"user\":{\"name\":\"" + name + "\"}}");
    }

    /** There are as many of each kind, old ones among them. */
    private int kind() {
        return (int) id.getLeastSignificantBits() & (TAKES.size() - 1);
    }

    private void say(String frame) {
        socket.connection.up.add(frame.getBytes(StandardCharsets.UTF_8));
    }

    boolean canSend() {
        return phase == Phase.LIVE && !held && outbox.hasToSend();
    }

    void send(int most) {
        outbox.toSend(most).forEach(edit -> socket.connection.up.add(edit.frame()));
    }

    /** Loses its connection. */
    void drop() {
        socket.connection.lose();
        phase = Phase.AWAY;
    }

    /** Closes its page, and does not come back. */
    void leave() {
        if (socket != null && phase != Phase.AWAY) {
            drop();
        }
        phase = Phase.GONE;
    }

    boolean isGone() {
        return phase == Phase.GONE;
    }

    /** Whether it has a connection, which can bring messages or break. */
    boolean isConnected() {
        return phase != Phase.AWAY && phase != Phase.GONE;
    }

    boolean isAway() {
        return phase == Phase.AWAY;
    }

    boolean isLive() {
        return phase == Phase.LIVE;
    }

    SimulatedSocket socket() {
        return socket;
    }

    // ---- what it hears

    boolean canReceive() {
        return isConnected() && socket.connection.hasArrived();
    }

    /** Receives one frame, or the close code, and returns it. */
    Object receive() {
        if (socket.connection.hasInflated()) {
            counts.count("deflated");
        }
        Object arrived = socket.connection.take();
        if (arrived instanceof CloseCode code) {
            Rule.WELCOME.holds(!NEVER.contains(code), name, code);
            drop();
            return code;
        }
        JsonNode message = Models.json((byte[]) arrived);
        counts.count(message);
        received(message);
        return message;
    }

    private void received(JsonNode message) {
        String type = message.get("type").asText();
        Rule.SYNC_ALONE.holds(phase.allows(type), name, phase, message);
        switch (type) {
            case "welcome" -> welcome(message);
            case "objects" -> copy.objects(message);
            case "ready" -> ready(message);
            case "events" -> {
                if (numbers.explainsAnew(message)) {
                    counts.count("explained anew");
                }
                numbers.resolved(message).forEach(this::event);
                if (message.has("durable")) {
                    durable(message.get("durable").asLong());
                }
            }
            case "applied" ->
                outbox.applied(message.get("edit").asLong(), message.get("seq").asLong());
            case "refused" -> refused(message);
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
        boolean hasDiverged = welcome.path("reason").asText().equals("diverged");
        Rule.TRUTHFUL.holds(!hasDiverged || mayHaveDiverged(), name, copy.token(), welcome);
        author = welcome.has("author") ? welcome.get("author").asText() : id.toString();
        outbox.forgetSeqs();
        welcome.get("applied")
                .forEach(
                        pair -> outbox.applied(pair.get(0).asLong(), pair.get(1).asLong()));
        copy.welcome(welcome.get("sync").asText().equals("snapshot"));
    }

    /** Whether what it saw last is not stored; an owner of the past does not know what came after it. */
    private boolean mayHaveDiverged() {
        return epoch < copy.epoch() || !truth.epochOf(copy.epoch()).hasStored(copy.seq());
    }

    private void ready(JsonNode ready) {
        long seq = ready.get("seq").asLong();
        numbers.ready(ready);
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
        ClientEdit own = outbox.find(edit);
        Rule.ANSWERS.holds(!brief || own != null, name, "cannot resolve", event);
        copy.event(seq, brief ? own.changes : event.get("changes"));
        if (brief || event.get("client").asText().equals(author)) {
            outbox.applied(edit, seq);
        }
        unchecked = true;
    }

    private void durable(long seq) {
        Rule.NOT_AHEAD.holds(seq <= copy.seq(), name, "durable", seq, "of", copy.seq());
        Rule.NOT_AHEAD.holds(seq >= durable, name, "durable", seq, "after", durable);
        durable = seq;
    }

    private void refused(JsonNode refused) {
        long edit = refused.get("edit").asLong();
        if (refused.path("number").asText().equals("taken")) {
            counts.count("taken");
            outbox.taken(edit);
        } else {
            outbox.refused(edit, epoch);
        }
    }

    private void persistence(String state) {
        if (held && state.equals("ok")) {
            outbox.sendAgain();
        }
        held = state.equals("stopped") || (held && !state.equals("ok"));
    }

    private void error(JsonNode error) {
        Rule.WELCOME.holds(!error.get("code").asText().equals("malformed"), name, error);
        if (error.has("edit")) {
            outbox.setAside(error.get("edit").asLong());
        }
    }

    // ---- what is checked

    /** Its copy is what the owner of its epoch had at its seq. This is checked as soon as it is known. */
    void check() {
        if (unchecked
                && (copy.seq() == 0
                        || truth.epochOf(copy.epoch()).at(copy.seq()).isPresent())) {
            unchecked = false;
            BoardModel real = copy.seq() == 0
                    ? BoardModel.EMPTY
                    : truth.epochOf(copy.epoch()).at(copy.seq()).orElseThrow().board();
            Rule.COPY.holds(copy.board().equals(real), name, copy.token(), copy.board(), real);
        }
    }

    /** Whether it has nothing left to send or to receive. */
    boolean isAtRest() {
        return phase == Phase.GONE
                || (phase == Phase.LIVE && outbox.unsettled().isEmpty() && copy.seq() == truth.seq());
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
