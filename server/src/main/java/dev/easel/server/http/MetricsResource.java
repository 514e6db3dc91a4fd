package dev.easel.server.http;

import dev.easel.protocol.JsonWriter;
import dev.easel.server.metrics.AutoSaveFigures;
import dev.easel.server.metrics.AutoSaveFigures.LastSave;
import dev.easel.server.metrics.AutoSaveFigures.Latency;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.MIMEHeader;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All meters as Prometheus text; or, for those who would rather have JSON, the auto-save's figures ({@link
 * AutoSaveFigures}), of which decimals have three places.
 */
final class MetricsResource {
    private static final Map<String, String> PROMETHEUS =
            Map.of("Content-Type", "text/plain; version=0.0.4; charset=utf-8");

    private final Vitals vitals;

    MetricsResource(Vitals vitals) {
        this.vitals = vitals;
    }

    Future<Reply> get(Call call) {
        return prefersJson(call.accepted())
                ? Future.succeededFuture(Reply.json(write(vitals.autoSave().get())))
                : call.vertx()
                        .executeBlocking(() -> vitals.registry().scrape(), false)
                        .map(text -> new Reply.Whole(200, PROMETHEUS, Buffer.buffer(text)));
    }

    /** Text is for everybody who does not put JSON before it. */
    private static boolean prefersJson(List<MIMEHeader> accepted) {
        float json = weight(accepted, "application", "json");
        return json > 0 && json > weight(accepted, "text", "plain");
    }

    /** How dear the type is to the caller: the most particular of what it names counts. */
    private static float weight(List<MIMEHeader> accepted, String component, String subComponent) {
        float weight = 0;
        int best = -1;
        for (MIMEHeader header : accepted) {
            boolean sameComponent = header.component().equals(component);
            boolean sameSub = header.subComponent().equals(subComponent);
            int match = sameComponent && sameSub
                    ? 2
                    : sameComponent && header.subComponent().equals("*")
                            ? 1
                            : header.component().equals("*") ? 0 : -1;
            if (match > best) {
                best = match;
                weight = header.weight();
            }
        }
        return weight;
    }

    private static JsonWriter write(AutoSaveFigures figures) {
        JsonWriter out = new JsonWriter(512 + 128 * figures.lastSaves().size())
                .open('{')
                .field("projectsSaved", figures.projectsSaved())
                .field("saveFailures", figures.saveFailures());
        decimal(out, "successRate", figures.successRate());
        out.field("objectsSaved", figures.objectsSaved()).field("objectsPerMinute", figures.objectsPerMinute());
        latency(out, "saveLatency", figures.saveLatency());
        latency(out, "batchLatency", figures.batchLatency());
        out.field("dirtyProjects", figures.dirtyProjects())
                .field("oldestUnsavedAgeMs", figures.oldestUnsavedAgeMs())
                .field("lastTickAt", figures.lastTickAt())
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
