package dev.easel.server.simulation;

import dev.easel.protocol.ClientCodec;
import dev.easel.protocol.ClientMessage;
import dev.easel.protocol.ClientMessage.Hello;
import dev.easel.protocol.CloseCode;
import dev.easel.protocol.Decoded;
import dev.easel.protocol.ServerMessage;
import dev.easel.server.live.Principal;
import dev.easel.server.live.Seat;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.UUID;

/** The server's side of one socket: reads what arrives, frame by frame, as the real one does. */
final class Door {
    final Instance instance;
    final Wire wire;
    private final ClientCodec codec = new ClientCodec(Weather.LIMITS);
    private final UUID project;
    private Seat seat;
    private boolean paused;
    private boolean gone;

    Door(Instance instance, UUID project) {
        this.instance = instance;
        this.project = project;
        wire = new Wire();
    }

    boolean canRead() {
        return !gone && !paused && !wire.up.isEmpty();
    }

    /** What it would read. */
    String next() {
        return new String(wire.up.element(), StandardCharsets.UTF_8);
    }

    void read() {
        switch (codec.decode(wire.up.remove())) {
            case Decoded.Message(Hello hello) -> hello(hello);
            case Decoded.Message(ClientMessage said) -> seat.receive(said);
            case Decoded.Unacceptable refused -> throw new Violation(Rule.WELCOME, refused);
            case Decoded.Malformed malformed -> throw new Violation(Rule.WELCOME, malformed);
        }
    }

    private void hello(Hello hello) {
        paused = true;
        instance.rooms
                .join(project, Principal.GUEST, wire, hello)
                .onComplete((joined, failure) -> instance.sockets.execute(() -> {
                    paused = false;
                    if (failure != null) {
                        wire.close(
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

    /** Whether the other end is gone and nobody here has noticed. */
    boolean canNotice() {
        return !gone && wire.isLost();
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
