package dev.easel.server.live;

import dev.easel.protocol.CloseCode;
import dev.easel.protocol.ServerMessage;
import java.util.Optional;

/** The way back to one client. Called on the thread of the live project; nothing here blocks. */
public interface Connection {
    /** Sends one text frame. The bytes may be shared among connections and are never written to. */
    void send(byte[] frame);

    /** Sends one binary frame: a text frame in its deflated form (rule R9). Otherwise as {@link #send}. */
    void sendDeflated(byte[] frame);

    /** Bytes given to {@link #send} and {@link #sendDeflated} that have not reached the network yet. */
    long unsent();

    /**
     * Whether so much is unsent that nothing should be sent that can be told later: over {@code limits.backlog} bytes,
     * or less where all connections together have too much unsent (rule R6).
     */
    boolean isBehind();

    /** Runs {@code task} once, on any thread, as soon as little is unsent. At most one task waits at a time. */
    void whenDrained(Runnable task);

    /**
     * What the client has said made the project rewrite so many bytes of objects. Over a rate its socket is read more
     * slowly (rule L3).
     */
    void rewrote(long bytes);

    /** The instance that passes the client's connection on; empty where the client is connected to this one. */
    default Optional<String> through() {
        return Optional.empty();
    }

    /** Sends {@code last} and then closes. Later calls of any method do nothing. */
    void close(ServerMessage last, CloseCode code);
}
