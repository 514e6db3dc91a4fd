package dev.easel.server.socket;

import io.netty.channel.Channel;

/**
 * Whether one socket is read from the network now. It is closed for several reasons at a time, and opens once none is
 * left. Confined to the socket's event loop.
 */
final class ReadGate {
    private final SocketLoop loop;
    private final Channel channel;
    private Runnable opened = () -> {};
    private int reasons;
    private long closedUntil;
    private boolean isTimed;

    ReadGate(SocketLoop loop, Channel channel) {
        this.loop = loop;
        this.channel = channel;
    }

    /** @param opened run each time it opens */
    void whenOpened(Runnable opened) {
        this.opened = opened;
    }

    boolean isOpen() {
        return reasons == 0;
    }

    /** Closes it until {@link #open} is called as often. */
    void close() {
        reasons++;
        if (reasons == 1) {
            channel.config().setAutoRead(false);
        }
    }

    void open() {
        reasons--;
        if (reasons > 0) {
            return;
        }
        opened.run();
        if (isOpen()) {
            channel.config().setAutoRead(true);
        }
    }

    /** Closes it for so many milliseconds from now. One timer is enough, however often this is called. */
    void closeFor(long ms) {
        if (ms <= 0) {
            return;
        }
        closedUntil = Math.max(closedUntil, loop.now() + ms);
        if (!isTimed) {
            isTimed = true;
            close();
            loop.after(ms, this::timeIsUp);
        }
    }

    private void timeIsUp() {
        long rest = closedUntil - loop.now();
        if (rest > 0) {
            loop.after(rest, this::timeIsUp);
        } else {
            isTimed = false;
            open();
        }
    }
}
