package dev.easel.server.store;

import static dev.easel.server.store.TestDatabase.await;

import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.pgclient.SslMode;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A proxy before a test's database that can fail: silently, like a network without a route, or with closed
 * connections, like a server that dies.
 */
public final class DatabaseLine implements AutoCloseable {
    private final TestDatabase to;
    private final NetServer server;
    private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean silent;
    private volatile boolean down;

    public DatabaseLine(TestDatabase to) {
        this.to = to;
        this.server = await(
                to.vertx().createNetServer().connectHandler(this::connected).listen(0, "127.0.0.1"));
    }

    private void connected(NetSocket near) {
        if (down) {
            near.close();
            return;
        }
        open.add(near);
        near.pause();
        to.vertx()
                .createNetClient()
                .connect(to.address().port(), to.address().host())
                .onSuccess(far -> {
                    pipe(near, far);
                    pipe(far, near);
                    near.resume();
                });
    }

    private void pipe(NetSocket from, NetSocket into) {
        from.handler(bytes -> {
            if (!silent) {
                into.write(bytes);
            }
        });
        from.closeHandler(_ -> {
            open.remove(from);
            into.close();
        });
    }

    /** From now on nothing passes, and connections stay open. */
    void cut() {
        silent = true;
    }

    void mend() {
        silent = false;
    }

    /** Closes every connection, and from now on each new one. */
    public void down() {
        down = true;
        open.forEach(NetSocket::close);
    }

    public void up() {
        down = false;
    }

    public DatabaseAddress address() {
        DatabaseAddress there = to.address();
        return new DatabaseAddress(
                "127.0.0.1",
                server.actualPort(),
                there.database(),
                there.user(),
                there.password(),
                SslMode.DISABLE,
                Optional.empty());
    }

    @Override
    public void close() {
        await(server.close());
    }
}
