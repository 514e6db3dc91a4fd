package dev.easel.server.versions;

import dev.easel.server.bulk.Capacity;
import io.vertx.core.Future;
import java.util.function.Supplier;

/** Has room for everything. */
final class AnyCapacity implements Capacity {
    @Override
    public <T> Future<T> run(Supplier<Future<T>> work) {
        return work.get();
    }
}
