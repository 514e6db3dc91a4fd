package dev.easel.server.room;

import dev.easel.protocol.CloseCode;
import dev.easel.protocol.ServerMessage;

/** The way to one client, as its room sees it. Called on the room's loop; nothing here blocks. */
public interface Connection {
    /** Sends one text frame. The bytes may be shared among connections and are never written to. */
    void send(byte[] frame);

    /** Bytes handed to {@link #send} that have not reached the network yet. */
    long unsent();

    /** Runs {@code task} on the room's loop once little is unsent; at most one task waits at a time. */
    void whenDrained(Runnable task);

    /** Sends {@code last} and then closes. Later calls do nothing. */
    void close(ServerMessage last, CloseCode code);
}
