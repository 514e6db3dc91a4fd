package dev.easel.server.signin;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Sign-ins that nobody else sees, and how often they were asked for. */
final class MemorySignIns implements SignIns {
    final Map<String, SignIn> all = new HashMap<>();
    int asked;

    @Override
    public Future<Void> begin(String key, SignIn begun) {
        all.put(key, begun);
        return Future.succeededFuture();
    }

    @Override
    public Future<Optional<SignIn>> find(String key) {
        asked++;
        return Future.succeededFuture(Optional.ofNullable(all.get(key)));
    }

    @Override
    public Future<Void> end(String key) {
        all.remove(key);
        return Future.succeededFuture();
    }

    @Override
    public Future<Set<String>> living(Collection<String> keys) {
        Set<String> living = new TreeSet<>(keys);
        living.retainAll(all.keySet());
        return Future.succeededFuture(living);
    }
}
