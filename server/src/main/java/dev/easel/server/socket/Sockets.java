package dev.easel.server.socket;

import dev.easel.protocol.ClientMessage.Hello;
import dev.easel.server.live.Connection;
import dev.easel.server.live.Seat;
import dev.easel.server.loop.SharedBytes;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;

/** All sockets of an instance, and what they may hold together. May be used from any thread. */
final class Sockets {
    private final SocketSettings settings;
    private final Semaphore waiting;
    private final SharedBytes unfinished;
    private final SharedBytes unsent;

    Sockets(SocketSettings settings) {
        this.settings = settings;
        waiting = new Semaphore(settings.waiting());
        unfinished = new SharedBytes(settings.unfinished(), SocketConnection.DRAINED);
        unsent = new SharedBytes(settings.unsent(), SocketConnection.DRAINED);
    }

    /** Whether one more may wait for its hello: then {@link #open} or {@link #turnedAway} follows. */
    boolean admits() {
        return waiting.tryAcquire();
    }

    /** The socket that was admitted is not opened. */
    void turnedAway() {
        waiting.release();
    }

    /**
     * Opens a socket whose pipeline speaks WebSocket. Called on its event loop.
     *
     * @param context runs a task at once, as one of the socket's Vert.x context
     * @param through the instance that passes the connection on; empty where the client is connected here
     * @param join takes a seat in the project for the client that says hello
     * @return is told what the socket may do from now on
     */
    SocketAccess open(
            ChannelPipeline pipeline,
            Executor context,
            Optional<String> through,
            BiFunction<Connection, Hello, Future<Seat>> join) {
        SocketLoop loop = new SocketLoop(pipeline.channel().eventLoop(), context);
        ReadGate gate = new ReadGate(loop, pipeline.channel());
        FrameWriter writer = new FrameWriter(pipeline);
        SocketConnection connection =
                new SocketConnection(writer, settings.limits().backlog(), unsent, through);
        Socket socket = new Socket(
                loop,
                gate,
                writer,
                connection,
                settings.limits(),
                hello -> join.apply(connection, hello),
                waiting::release);
        Arrivals arrivals = new Arrivals(unfinished.share(() -> loop.run(() -> loop.inContext(socket::closeEvicted))));
        FrameReader reader = new FrameReader(loop, gate, writer, socket, arrivals, settings);
        connection.whenRewrote(bytes -> loop.run(() -> socket.rewrote(bytes)));
        connection.whenClosed(() -> loop.run(reader::close));
        pipeline.addBefore(Arrivals.FRAME_DECODER, "easel-arrivals", arrivals);
        pipeline.addAfter(Arrivals.FRAME_DECODER, "easel-frames", reader);
        if (!pipeline.channel().isActive()) {
            socket.ended(); // the client has left meanwhile, and nobody will say so again
        }
        return new SocketAccess(loop, socket);
    }

    /** Sockets that have not said hello yet. */
    long waiting() {
        return (long) settings.waiting() - waiting.availablePermits();
    }

    /** Bytes of unfinished messages that all sockets keep. */
    long unfinished() {
        return unfinished.held();
    }

    /** Bytes that were sent to all sockets and that no network has taken yet. */
    long unsent() {
        return unsent.held();
    }
}
