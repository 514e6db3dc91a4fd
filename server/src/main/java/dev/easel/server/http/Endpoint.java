package dev.easel.server.http;

import io.vertx.core.Future;

/** One thing that can be asked. A {@link Problem}, thrown or failed with, is told to the caller as such. */
@FunctionalInterface
interface Endpoint {
    Future<Reply> answer(Call call);
}
