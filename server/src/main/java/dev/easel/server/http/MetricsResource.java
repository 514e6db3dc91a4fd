package dev.easel.server.http;

import dev.easel.protocol.JsonWriter;
import dev.easel.server.autosave.AutoSaveMetrics.Figures;
import dev.easel.server.autosave.AutoSaveMetrics.LastSave;
import dev.easel.server.autosave.AutoSaveMetrics.Latency;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import java.util.Map;

/**
 * All meters as Prometheus text; or, for those who would rather have JSON, the auto-save's figures:
 *
 * <pre>
 * projectsSaved       saves that succeeded since the start, each counting
 * saveFailures        saves that failed; their projects stayed dirty
 * successRate         the succeeded part of all saves, 0 to 1; 1 before the first
 * objectsSaved        object rows written or deleted since the start
 * objectsPerMinute    of those, within the last sixty seconds
 * saveLatency         one project's transaction: {count, averageMs, p99Ms}, the last over ten minutes
 * batchLatency        one statement of object rows, the same
 * dirtyProjects       projects with unsaved changes now
 * oldestUnsavedAgeMs  age of the oldest unsaved change, in milliseconds; 0 when all is saved
 * lastTickAt          when the last round began, in milliseconds since 1970; 0 before the first
 * lastSaves           the last save of each project, the latest first: [{project, at, seq, objects}]
 * </pre>
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
                ? Future.succeededFuture(Reply.json(write(vitals.autoSave().get())))
                : call.vertx()
                        .executeBlocking(() -> vitals.registry().scrape(), false)
                        .map(text -> new Reply.Buffered(200, PROMETHEUS, Buffer.buffer(text)));
    }

    private static JsonWriter write(Figures figures) {
        JsonWriter out = new JsonWriter(512 + 128 * figures.lastSaves().size())
                .open('{')
                .field("projectsSaved", figures.saves())
                .field("saveFailures", figures.failures());
        decimal(out, "successRate", successRate(figures));
        out.field("objectsSaved", figures.objects()).field("objectsPerMinute", figures.objectsPerMinute());
        latency(out, "saveLatency", figures.save());
        latency(out, "batchLatency", figures.batch());
        out.field("dirtyProjects", figures.dirtyProjects())
                .field("oldestUnsavedAgeMs", figures.oldestUnsavedAgeMs())
                .field("lastTickAt", figures.lastTickMs())
                .name("lastSaves")
                .open('[');
        for (LastSave save : figures.lastSaves()) {
            out.open('{')
                    .field("project", save.project())
                    .field("at", save.at())
                    .field("seq", save.seq())
                    .field("objects", save.objects())
                    .close('}');
        }
        return out.close(']').close('}');
    }

    private static double successRate(Figures figures) {
        long all = figures.saves() + figures.failures();
        return all == 0 ? 1 : (double) figures.saves() / all;
    }

    private static void latency(JsonWriter out, String name, Latency latency) {
        out.name(name).open('{').field("count", latency.count());
        decimal(out, "averageMs", latency.averageMs());
        decimal(out, "p99Ms", latency.p99Ms());
        out.close('}');
    }

    private static void decimal(JsonWriter out, String name, double value) {
        out.name(name).ascii(String.format(Locale.ROOT, "%.3f", value));
    }
}
