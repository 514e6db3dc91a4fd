package dev.easel.server.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.easel.protocol.CloseCode;
import dev.easel.protocol.ServerCodec;
import dev.easel.protocol.ServerMessage;
import dev.easel.protocol.frame.DeflatedFrame;
import dev.easel.protocol.reference.BoardModel;
import dev.easel.server.live.Connection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;

/** A connection that keeps what is sent. While {@link #slow}, it counts it as unsent. */
final class FakeConnection implements Connection {
    Optional<String> through = Optional.empty();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    final List<byte[]> frames = new ArrayList<>();
    /** The texts of those frames that came deflated. */
    final List<byte[]> deflated = new ArrayList<>();
    /** Bytes of them as they came. */
    long deflatedBytes;

    CloseCode closed;
    boolean slow;
    long rewritten;
    /** Thrown by the next {@link #send}, once. */
    Error breaks;

    private long unsent;
    private Runnable waiting;

    @Override
    public void send(byte[] frame) {
        if (closed != null) {
            return;
        }
        if (breaks != null) {
            Error thrown = breaks;
            breaks = null;
            throw thrown;
        }
        frames.add(frame);
        if (slow) {
            unsent += frame.length;
        }
    }

    /** Of what is sent deflated, the text is among the {@link #frames}. */
    @Override
    public void sendDeflated(byte[] frame) {
        if (closed != null) {
            return;
        }
        try {
            byte[] text = DeflatedFrame.text(frame);
            deflated.add(text);
            frames.add(text);
        } catch (DataFormatException malformed) {
            throw new IllegalStateException(malformed);
        }
        deflatedBytes += frame.length;
        if (slow) {
            unsent += frame.length;
        }
    }

    @Override
    public Optional<String> through() {
        return through;
    }

    @Override
    public long unsent() {
        return unsent;
    }

    @Override
    public boolean isBehind() {
        return unsent > RoomWorld.SMALL.backlog();
    }

    @Override
    public void rewrote(long bytes) {
        rewritten += bytes;
    }

    @Override
    public void whenDrained(Runnable task) {
        if (unsent == 0) {
            task.run();
        } else {
            waiting = task;
        }
    }

    @Override
    public void close(ServerMessage last, CloseCode code) {
        if (closed == null) {
            send(ServerCodec.encode(last));
            closed = code;
        }
    }

    /** The network takes everything that is unsent. */
    void drain() {
        slow = false;
        unsent = 0;
        Runnable task = waiting;
        waiting = null;
        if (task != null) {
            task.run();
        }
    }

    List<JsonNode> messages() {
        return frames.stream().map(FakeConnection::json).toList();
    }

    List<JsonNode> messages(String type) {
        return messages().stream()
                .filter(message -> message.get("type").asText().equals(type))
                .toList();
    }

    List<String> types() {
        return messages().stream().map(message -> message.get("type").asText()).toList();
    }

    JsonNode last(String type) {
        return messages(type).getLast();
    }

    /** Every event in order of arrival, short forms too. */
    List<JsonNode> events() {
        List<JsonNode> events = new ArrayList<>();
        messages("events").forEach(frame -> frame.get("events").forEach(events::add));
        return events;
    }

    /** The board that the syncs and the events in full form result in. */
    BoardModel board() {
        BoardModel board = BoardModel.EMPTY;
        for (JsonNode message : messages()) {
            switch (message.get("type").asText()) {
                case "welcome" -> board = BoardModel.EMPTY;
                case "objects" -> board = board.with(message);
                case "events" -> {
                    for (JsonNode event : message.get("events")) {
                        board = board.after(event.get("changes")).orElseThrow();
                    }
                }
                default -> {}
            }
        }
        return board;
    }

    static JsonNode json(byte[] frame) {
        try {
            return MAPPER.readTree(frame);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
