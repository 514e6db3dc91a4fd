package dev.easel.server.http;

import dev.easel.server.call.Call;
import dev.easel.server.call.Problem;
import dev.easel.server.call.Reply;
import dev.easel.server.metrics.AutoSaveFigures;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * All meters as Prometheus text; or, for clients that prefer JSON, the figures of the auto-save
 * ({@link AutoSaveFigures}), of this instance or of all together. The text is always of one instance: whoever collects
 * it asks each. Under no other writing of its path: balancers keep it from people by that.
 */
final class MetricsResource {
    private static final Map<String, String> PROMETHEUS =
            Map.of("Content-Type", "text/plain; version=0.0.4; charset=utf-8");

    private static final String INSTANCE = "instance";
    private static final String CLUSTER = "cluster";

    private final Vitals vitals;

    MetricsResource(Vitals vitals) {
        this.vitals = vitals;
    }

    Future<Reply> get(Call call) {
        if (!call.isPathPlain()) {
            throw Problem.badRequest("the path of the metrics is written /metrics, and in no other way");
        }
        boolean isJson = call.preferredType().filter("application/json"::equals).isPresent();
        boolean isOfAll = call.word("scope", INSTANCE, CLUSTER).equals(CLUSTER);
        if (isJson) {
            return isOfAll
                    ? vitals.autoSaves().get().map(Reply::json)
                    : Future.succeededFuture(Reply.json(vitals.autoSave().get()));
        }
        if (isOfAll) {
            throw Problem.badRequest("the text is of one instance; scope=cluster is for Accept: application/json");
        }
        return call.vertx()
                .executeBlocking(() -> vitals.registry().scrape(), false)
                .map(text -> new Reply.Buffered(200, PROMETHEUS, Buffer.buffer(text)));
    }
}
