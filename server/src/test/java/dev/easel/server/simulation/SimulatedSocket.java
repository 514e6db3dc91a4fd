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
final class SimulatedSocket {
    final Instance instance;
    final SimulatedConnection connection;
    private final ClientCodec codec = new ClientCodec(Conditions.LIMITS);
    private final UUID project;
    private Seat seat;
    private boolean paused;
    private boolean gone;

    SimulatedSocket(Instance instance, UUID project) {
        this.instance = instance;
        this.project = project;
        connection = new SimulatedConnection();
    }

    boolean canRead() {
        return !gone && !paused && !connection.up.isEmpty();
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
                        connection.close(
                                new ServerMessage.Failure("unavailable", failure.getMessage(), OptionalLong.empty()),
                                CloseCode.TRY_LATER);
                        gone = true;
                    } else if (gone) {
                        joined.leave();
                    } else {
                        seat = joined;
                    }
                }));
    }

    /** Whether the client is gone and the server has not noticed yet. */
    boolean canNotice() {
        return !gone && connection.isLost();
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
