package dev.easel.server.database;

import static dev.easel.server.store.TestDatabase.await;

import dev.easel.server.store.TestDatabase;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.pgclient.SslMode;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy in front of a test's database. It can stall, as when a cable is pulled, or close, as when the server
 * dies.
 */
public final class DatabaseProxy implements AutoCloseable {
    private final TestDatabase to;
    private final NetServer server;
    private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stalled;
    private volatile boolean down;

    public DatabaseProxy(TestDatabase to) {
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
            if (!stalled) {
                into.write(bytes);
            }
        });
        from.closeHandler(_ -> {
            open.remove(from);
            into.close();
        });
    }

    /** Drops all bytes from now on; connections stay open. */
    public void stall() {
        stalled = true;
    }

    public void resume() {
        stalled = false;
    }

    /** Closes all connections, and each new one at once. */
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
                Optional.empty(),
                there.settings(),
                there.ignored());
    }

    @Override
    public void close() {
        await(server.close());
    }
}
