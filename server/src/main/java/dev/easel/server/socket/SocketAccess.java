package dev.easel.server.socket;

import dev.easel.protocol.ServerMessage.Role;
import dev.easel.server.call.Lasting;

/** What one socket may do: told from any thread, and brought to its loop. */
final class SocketAccess implements Lasting {
    private final SocketLoop loop;
    private final Socket socket;

    SocketAccess(SocketLoop loop, Socket socket) {
        this.loop = loop;
        this.socket = socket;
    }

    @Override
    public void role(Role role) {
        loop.run(() -> socket.role(role));
    }

    @Override
    public void end(Ending why) {
        loop.run(() -> loop.inContext(() -> socket.endAccess(why)));
    }

    /** Runs {@code task} once the socket has ended; at once where it has. Called on its loop. */
    void whenEnded(Runnable task) {
        socket.whenEnded(task);
    }
}
