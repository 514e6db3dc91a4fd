package dev.easel.server.http;

import dev.easel.server.call.Call;
import dev.easel.server.call.Reply;
import dev.easel.server.metrics.AutoSaveFigures;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * All meters as Prometheus text; or, for clients that prefer JSON, the figures of the auto-save
 * ({@link AutoSaveFigures}).
 */
final class MetricsResource {
    private static final Map<String, String> PROMETHEUS =
            Map.of("Content-Type", "text/plain; version=0.0.4; charset=utf-8");

    private final Vitals vitals;

    MetricsResource(Vitals vitals) {
        this.vitals = vitals;
    }

    Future<Reply> get(Call call) {
        return call.preferredType().filter("application/json"::equals).isPresent()
                ? Future.succeededFuture(Reply.json(vitals.autoSave().get()))
                : call.vertx()
                        .executeBlocking(() -> vitals.registry().scrape(), false)
                        .map(text -> new Reply.Buffered(200, PROMETHEUS, Buffer.buffer(text)));
    }
}
