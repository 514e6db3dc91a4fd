package dev.easel.server.rehearsal;

import dev.easel.protocol.CloseCode;
import dev.easel.protocol.ServerMessage;
import dev.easel.server.live.Connection;

/** Whoever is sent something in a rehearsal. */
final class Nobody implements Connection {
    @Override
    public void send(byte[] frame) {}

    @Override
    public void sendDeflated(byte[] frame) {}

    @Override
    public long unsent() {
        return 0;
    }

    @Override
    public boolean isBehind() {
        return false;
    }

    @Override
    public void whenDrained(Runnable task) {
        task.run();
    }

    @Override
    public void rewrote(long bytes) {}

    @Override
    public void close(ServerMessage last, CloseCode code) {}
}
