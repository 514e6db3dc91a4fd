package dev.easel.server.simulation;

import dev.easel.protocol.ClientCodec;
import dev.easel.protocol.ClientMessage;
import dev.easel.protocol.ClientMessage.Hello;
import dev.easel.protocol.CloseCode;
import dev.easel.protocol.Decoded;
import dev.easel.protocol.ServerMessage;
import dev.easel.server.live.Principal;
import dev.easel.server.live.Seat;
import java.util.OptionalLong;
import java.util.UUID;

/** The server's side of one socket: reads what arrives, frame by frame, as the real one does. */
public final class SimulatedSocket {
    public final Instance instance;
    public final SimulatedConnection connection;
    public final UUID project;

    /** The server that passes it on; null when its client has reached this one. */
    final Instance from;

    private final ClientCodec codec = new ClientCodec(Conditions.LIMITS);
    private Seat seat;
    private boolean paused;
    private boolean gone;

    public SimulatedSocket(Instance instance, UUID project, Instance from) {
        this.instance = instance;
        this.from = from;
        this.project = project;
        connection = new SimulatedConnection();
    }

    boolean canRead() {
        return !gone && !paused && !instance.isPaused() && !connection.up.isEmpty();
    }

    /** Nothing is read until {@link #goOn}. */
    public void holdBack() {
        paused = true;
    }

    public void goOn() {
        paused = false;
    }

    /** It is not served. */
    public void refuse(Throwable failure) {
        connection.close(
                new ServerMessage.Failure("unavailable", failure.getMessage(), OptionalLong.empty()),
                CloseCode.TRY_LATER);
        gone = true;
    }

    /** The frame that {@link #read} would read. */
    byte[] next() {
        return connection.up.element();
    }

    void read() {
        switch (codec.decode(connection.up.remove())) {
            case Decoded.Message(Hello hello) -> hello(hello);
            case Decoded.Message(ClientMessage said) -> seat.receive(said);
            case Decoded.Unacceptable refused -> throw new Violation(Rule.WELCOME, refused);
            case Decoded.Malformed malformed -> throw new Violation(Rule.WELCOME, malformed);
        }
    }

    private void hello(Hello hello) {
        paused = true;
        instance.rooms
                .join(project, Principal.GUEST, connection, hello)
                .onComplete((joined, failure) -> instance.sockets.execute(() -> {
                    paused = false;
                    if (failure != null) {
                        refuse(failure);
                    } else if (gone) {
                        joined.leave();
                    } else {
                        seat = joined;
                    }
                }));
    }

    /** Whether the client is gone and the server has not noticed yet. */
    boolean canNotice() {
        return !gone && !instance.isPaused() && connection.isLost();
    }

    void notice() {
        gone = true;
        if (seat != null) {
            seat.leave();
        }
    }

    boolean isGone() {
        return gone;
    }
}
