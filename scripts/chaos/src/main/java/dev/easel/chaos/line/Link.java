package dev.easel.chaos.line;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * One connection over a line, made of two sockets, with a thread for each direction. The end of the one is passed on to
 * the other as it came: in order, or as a reset.
 */
final class Link {
    private static final int CHUNK = 16 * 1024;

    private final Passage passage;
    private final Socket near;
    private final Socket far = new Socket();

    /** @param near of whoever has connected to the line */
    Link(Passage passage, Socket near) {
        this.passage = passage;
        this.near = near;
    }

    /** Returns when the connection has ended. */
    void carry(InetSocketAddress target) {
        try {
            passage.await();
            far.connect(target);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            Thread back = Thread.ofVirtual().start(() -> carry(far, near));
            carry(near, far);
            back.join();
            near.close();
            far.close();
        } catch (IOException _) {
            reset();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            reset();
        }
    }

    private void carry(Socket from, Socket to) {
        try {
            byte[] chunk = new byte[CHUNK];
            int read;
            do {
                read = read(from, chunk);
                passage.await();
                if (read > 0) {
                    to.getOutputStream().write(chunk, 0, read);
                }
            } while (read > 0);
            to.shutdownOutput();
        } catch (IOException _) {
            reset();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            reset();
        }
    }

    /** A reset, too, is passed on only when something may be. */
    private int read(Socket from, byte[] chunk) throws IOException, InterruptedException {
        try {
            return from.getInputStream().read(chunk);
        } catch (IOException reset) {
            passage.await();
            throw reset;
        }
    }

    /** Ends both sides at once. */
    void reset() {
        reset(near);
        reset(far);
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException _) {
            // It has been closed.
        }
    }
}
