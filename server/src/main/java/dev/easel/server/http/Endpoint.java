package dev.easel.server.http;

import io.vertx.core.Future;

/** Answers one method of one resource. If it throws or fails, the response is the {@link Problem} of that failure. */
@FunctionalInterface
interface Endpoint {
    Future<Reply> answer(Call call);
}
