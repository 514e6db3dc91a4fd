package dev.easel.server.guard;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The connections on which people have asked for a socket, until they end. May be used from any thread. */
final class PersonConnections {
    private final int most;
    /** Guarded by itself. */
    private final Map<String, Set<Object>> open = new HashMap<>();

    PersonConnections(int most) {
        this.most = most;
    }

    /** Counts the connection, unless it is one too many of the person. One that asks again counts once. */
    boolean enter(String user, HttpConnection connection) {
        Channel channel =
                ((HttpServerConnection) connection).channelHandlerContext().channel();
        return enter(user, connection, ended -> channel.closeFuture().addListener(_ -> ended.run()));
    }

    /** @param whenEnded is given what has to be told once the connection has ended */
    boolean enter(String user, Object connection, Consumer<Runnable> whenEnded) {
        synchronized (open) {
            Set<Object> ofPerson = open.computeIfAbsent(user, _ -> new HashSet<>());
            if (ofPerson.contains(connection)) {
                return true;
            }
            if (ofPerson.size() >= most) {
                return false;
            }
            ofPerson.add(connection);
        }
        whenEnded.accept(() -> leave(user, connection));
        return true;
    }

    private void leave(String user, Object connection) {
        synchronized (open) {
            Set<Object> ofPerson = open.get(user);
            if (ofPerson != null && ofPerson.remove(connection) && ofPerson.isEmpty()) {
                open.remove(user);
            }
        }
    }

    /** People who have any. */
    int people() {
        synchronized (open) {
            return open.size();
        }
    }
}
