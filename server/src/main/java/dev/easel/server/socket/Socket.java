package dev.easel.server.socket;

import dev.easel.protocol.ClientCodec;
import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.ClientMessage.Hello;
import dev.easel.protocol.CloseCode;
import dev.easel.protocol.Decoded;
import dev.easel.protocol.Limits;
import dev.easel.protocol.ServerMessage.Failure;
import dev.easel.server.live.Seat;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One socket from its upgrade to its close. Confined to the event loop it was accepted on. */
final class Socket {
    private static final Logger LOG = LoggerFactory.getLogger(Socket.class);

    static final int UNANSWERED_PINGS = 2;

    private final Vertx vertx;
    private final ServerWebSocket socket;
    private final Function<Hello, Future<Seat>> join;
    private final Limits limits;
    private final ClientCodec codec;
    private final SocketConnection connection;
    private final TokenBucket edits;
    private final TokenBucket presences;
    private final long pinger;

    private long helloTimer;
    private Buffer message = Buffer.buffer();
    private boolean saidHello;
    private boolean gone;
    private @Nullable Seat seat;
    private int unanswered;
    private int pauses;
    private int stalled;
    private long sentAtPing;

    /**
     * @param connection the way back to the client over this socket
     * @param join takes a seat in the project for the client that says hello
     */
    Socket(
            Vertx vertx,
            ServerWebSocket socket,
            SocketConnection connection,
            Limits limits,
            Function<Hello, Future<Seat>> join) {
        this.vertx = vertx;
        this.socket = socket;
        this.join = join;
        this.limits = limits;
        codec = new ClientCodec(limits);
        this.connection = connection;
        edits = new TokenBucket(limits.edits(), limits.burst(), now());
        presences = new TokenBucket(limits.presences(), limits.presences(), now());
        helloTimer = vertx.setTimer(limits.hello(), _ -> closeMalformed("no hello in time"));
        pinger = vertx.setPeriodic(limits.ping(), _ -> ping());
        socket.frameHandler(this::frame);
        socket.pongHandler(_ -> unanswered = 0);
        socket.exceptionHandler(cause -> LOG.debug("The socket {} has failed", socket.path(), cause));
        socket.closeHandler(_ -> closed());
    }

    private void frame(WebSocketFrame frame) {
        unanswered = 0; // a sign of life like any other: the pong may stand behind frames that wait for their rate
        if (frame.isBinary()) {
            closeMalformed("messages are text frames");
        } else if (frame.isText() || frame.isContinuation()) {
            message = frame.isFinal() && message.length() == 0
                    ? frame.binaryData()
                    : message.appendBuffer(frame.binaryData());
            if (message.length() > limits.frame()) {
                close("too_large", "a frame is over " + limits.frame() + " bytes", CloseCode.FRAME_TOO_LARGE);
            } else if (frame.isFinal()) {
                byte[] text = message.getBytes();
                message = Buffer.buffer();
                received(codec.decode(text));
            }
        }
    }

    private void received(Decoded decoded) {
        if (gone) {
            return;
        }
        switch (decoded) {
            case Decoded.Message(Hello hello) when !saidHello -> hello(hello);
            case Decoded.Message said
            when seat != null -> {
                slowDown(said.message() instanceof Edit ? edits : presences);
                seat.receive(said.message());
            }
            case Decoded.Unacceptable refused
            when seat != null -> {
                slowDown(edits);
                seat.refuse(refused.edit(), refused.refusal());
            }
            case Decoded.Message _, Decoded.Unacceptable _ -> closeMalformed("the first message is hello");
            case Decoded.Malformed malformed -> closeMalformed(malformed.reason());
        }
    }

    private void hello(Hello hello) {
        saidHello = true;
        vertx.cancelTimer(helloTimer);
        pause();
        join.apply(hello).onComplete((joined, failure) -> {
            if (failure != null) {
                close("unavailable", String.valueOf(failure.getMessage()), CloseCode.TRY_LATER);
            } else if (gone) {
                joined.leave();
            } else {
                seat = joined;
            }
            resume();
        });
    }

    /** Over its rate a session is read more slowly; nothing is refused for that (rule L3). */
    private void slowDown(TokenBucket rate) {
        long waitMs = rate.take(now());
        if (waitMs > 0) {
            pause();
            vertx.setTimer(waitMs, _ -> resume());
        }
    }

    /** Reads nothing more until as many have said {@link #resume}. */
    private void pause() {
        pauses++;
        socket.pause();
    }

    private void resume() {
        pauses--;
        if (pauses == 0) {
            socket.resume();
        }
    }

    /** A peer lives when it says something, and takes something of what waits for it. */
    private void ping() {
        boolean takesNothing = connection.unsent() > 0 && connection.sent() == sentAtPing;
        sentAtPing = connection.sent();
        stalled = takesNothing ? stalled + 1 : 0;
        if (unanswered == UNANSWERED_PINGS || stalled > UNANSWERED_PINGS) {
            close("unreachable", "nothing was heard or taken for too long", CloseCode.GOING_AWAY);
        } else {
            unanswered++;
            socket.writePing(Buffer.buffer());
        }
    }

    private void closeMalformed(String why) {
        close("malformed", why, CloseCode.MALFORMED);
    }

    private void close(String code, String message, CloseCode closeCode) {
        connection.close(new Failure(code, message, OptionalLong.empty()), closeCode);
        closed();
    }

    private void closed() {
        if (gone) {
            return;
        }
        gone = true;
        vertx.cancelTimer(helloTimer);
        vertx.cancelTimer(pinger);
        if (seat != null) {
            seat.leave();
        }
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }
}
