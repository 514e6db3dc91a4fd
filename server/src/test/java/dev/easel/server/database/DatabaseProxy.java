package dev.easel.server.database;

import static dev.easel.server.store.TestDatabase.await;

import dev.easel.server.store.TestDatabase;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.pgclient.SslMode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy in front of a test's database. It can stall, as when a cable is pulled, or close, as when the server
 * dies.
 */
public final class DatabaseProxy implements AutoCloseable {
    private final TestDatabase to;
    private final String address;
    private final NetServer server;
    private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stalled;
    private volatile boolean down;

    public DatabaseProxy(TestDatabase to) {
        this(to, "127.0.0.1", 0);
    }

    /** @param port 0: a free one */
    DatabaseProxy(TestDatabase to, String address, int port) {
        this.to = to;
        this.address = address;
        this.server = await(
                to.vertx().createNetServer().connectHandler(this::connected).listen(port, address));
    }

    private void connected(NetSocket near) {
        if (down) {
            near.close();
            return;
        }
        open.add(near);
        near.pause();
        to.vertx().createNetClient().connect(to.host().port(), to.host().name()).onSuccess(far -> {
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

    /** How many connections are open. */
    int connections() {
        return open.size();
    }

    public DatabaseHost host() {
        return new DatabaseHost(address, server.actualPort());
    }

    public DatabaseAddress address() {
        DatabaseAddress there = to.address();
        return new DatabaseAddress(
                List.of(host()),
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
