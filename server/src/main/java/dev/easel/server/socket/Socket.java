package dev.easel.server.socket;

import dev.easel.protocol.ClientCodec;
import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.ClientMessage.Hello;
import dev.easel.protocol.CloseCode;
import dev.easel.protocol.Decoded;
import dev.easel.protocol.Limits;
import dev.easel.protocol.ServerMessage.Closing;
import dev.easel.protocol.ServerMessage.ClosingReason;
import dev.easel.protocol.ServerMessage.Failure;
import dev.easel.protocol.ServerMessage.Role;
import dev.easel.server.call.Lasting.Ending;
import dev.easel.server.live.Seat;
import dev.easel.server.loop.TokenBucket;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One socket from its upgrade to its close. Confined to the event loop it was accepted on. */
final class Socket implements FrameReader.Listener {
    static final int UNANSWERED_PINGS = 2;

    /** Bytes of objects that one session may make its project rewrite in a second; twice as many at once. */
    static final int REWRITTEN_A_SECOND = 32 << 20;

    private final SocketLoop loop;
    private final ReadGate gate;
    private final FrameWriter writer;
    private final SocketConnection connection;
    private final Function<Hello, Future<Seat>> join;
    private final Runnable said;
    private final Limits limits;
    private final ClientCodec codec;
    private final TokenBucket edits;
    private final TokenBucket presences;
    private final TokenBucket rewritten;

    private SocketLoop.Timer helloTimer;
    private SocketLoop.Timer pinger;
    private Optional<Role> role = Optional.empty();
    private Runnable whenEnded = () -> {};
    private boolean saidHello;
    private boolean gone;
    private @Nullable Seat seat;
    private int unanswered;
    private int stalled;
    private long sentAtPing;

    /**
     * @param connection the way back to the client over this socket
     * @param join takes a seat in the project for the client that says hello
     * @param said run once, when the socket says hello or ends without
     */
    Socket(
            SocketLoop loop,
            ReadGate gate,
            FrameWriter writer,
            SocketConnection connection,
            Limits limits,
            Function<Hello, Future<Seat>> join,
            Runnable said) {
        this.loop = loop;
        this.gate = gate;
        this.writer = writer;
        this.connection = connection;
        this.join = join;
        this.said = said;
        this.limits = limits;
        codec = new ClientCodec(limits);
        edits = new TokenBucket(limits.edits(), limits.burst(), loop.now());
        presences = new TokenBucket(limits.presences(), limits.presences(), loop.now());
        rewritten = new TokenBucket(REWRITTEN_A_SECOND, 2 * REWRITTEN_A_SECOND, loop.now());
        helloTimer = loop.after(limits.hello(), () -> closeMalformed("no hello in time"));
        pinger = loop.after(limits.ping(), this::ping);
    }

    // ---- what comes

    @Override
    public boolean saidHello() {
        return saidHello;
    }

    /** Any frame is a sign of life: the pong may stand behind frames that wait for their rate. */
    @Override
    public void heard() {
        unanswered = 0;
    }

    @Override
    public void message(byte[] text) {
        if (!gone) {
            received(codec.decode(text));
        }
    }

    private void received(Decoded decoded) {
        switch (decoded) {
            case Decoded.Message(Hello hello) when !saidHello -> hello(hello);
            case Decoded.Message message
            when seat != null -> {
                slowDown(message.message() instanceof Edit ? edits : presences);
                seat.receive(message.message());
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
        helloTimer.cancel();
        said.run();
        gate.close();
        join.apply(hello).onComplete((joined, failure) -> {
            if (failure != null) {
                close("unavailable", String.valueOf(failure.getMessage()), CloseCode.TRY_LATER);
            } else if (gone) {
                joined.leave();
            } else {
                seat = joined;
                role.ifPresent(joined::role);
            }
            gate.open();
        });
    }

    /** Over its rate a session is read more slowly; nothing is refused for that (rule L3). */
    private void slowDown(TokenBucket rate) {
        gate.closeFor(rate.take(1, loop.now()));
    }

    /** Patches of large objects cost far more than they weigh. */
    void rewrote(long bytes) {
        gate.closeFor(rewritten.take((int) Math.min(bytes, REWRITTEN_A_SECOND), loop.now()));
    }

    // ---- what it may do

    /** From now on its role is another than the one it was let in with. */
    void role(Role now) {
        role = Optional.of(now);
        if (seat != null) {
            seat.role(now);
        }
    }

    /** It is told why, and closed. */
    void endAccess(Ending why) {
        if (gone) {
            return;
        }
        switch (why) {
            case REVOKED ->
                connection.close(new Closing(ClosingReason.REVOKED, OptionalLong.empty()), CloseCode.FORBIDDEN);
            case SIGNED_OUT ->
                connection.close(
                        new Failure("signed_out", "the token or the sign-in has ended", OptionalLong.empty()),
                        CloseCode.SIGNED_OUT);
        }
        ended();
    }

    /** Runs {@code task} once it has ended; at once where it has. */
    void whenEnded(Runnable task) {
        if (gone) {
            task.run();
        } else {
            whenEnded = task;
        }
    }

    // ---- whether it lives

    /** A peer lives when it says something, and takes something of what waits for it. */
    private void ping() {
        boolean takesNothing = connection.unsent() > 0 && connection.sent() == sentAtPing;
        sentAtPing = connection.sent();
        stalled = takesNothing ? stalled + 1 : 0;
        if (unanswered == UNANSWERED_PINGS || stalled > UNANSWERED_PINGS) {
            close("unreachable", "nothing was heard or taken for too long", CloseCode.GOING_AWAY);
            return;
        }
        if (gate.isOpen()) { // an answer would not be read
            unanswered++;
        }
        if (!takesNothing) { // more pings would only wait behind the rest
            writer.ping();
        }
        pinger = loop.after(limits.ping(), this::ping);
    }

    // ---- the end

    @Override
    public void broken(CloseCode code, String error, String message) {
        close(error, message, code);
    }

    private void closeMalformed(String why) {
        close("malformed", why, CloseCode.MALFORMED);
    }

    /** What arrives takes more than the server has for all sockets. */
    void closeEvicted() {
        close("busy", "the server has too many unfinished messages; send it again", CloseCode.TRY_LATER);
    }

    private void close(String code, String message, CloseCode closeCode) {
        if (!gone) {
            connection.close(new Failure(code, message, OptionalLong.empty()), closeCode);
            ended();
        }
    }

    @Override
    public void ended() {
        if (gone) {
            return;
        }
        gone = true;
        connection.end();
        helloTimer.cancel();
        pinger.cancel();
        if (!saidHello) {
            said.run();
        }
        if (seat != null) {
            seat.leave();
        }
        whenEnded.run();
    }
}
