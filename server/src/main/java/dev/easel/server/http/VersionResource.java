package dev.easel.server.http;

import dev.easel.server.call.Call;
import dev.easel.server.call.Reply;
import io.vertx.core.Future;

/** What is running. */
final class VersionResource {
    private VersionResource() {}

    static Future<Reply> get(Call call) {
        return Future.succeededFuture(Reply.json(Build.current()));
    }
}
