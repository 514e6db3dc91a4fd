package dev.easel.server.bulk;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** Room for so many large works at the same time. More of them wait, or fail. */
@FunctionalInterface
public interface Capacity {
    <T> Future<T> run(Supplier<Future<T>> work);
}
