package dev.easel.server.http;

import dev.easel.protocol.Json;
import dev.easel.protocol.JsonWriter;
import dev.easel.server.health.AutoSaveHealth;
import dev.easel.server.health.Health;
import dev.easel.server.health.JournalHealth;
import dev.easel.server.health.Readiness;
import io.vertx.core.Future;
import java.util.Locale;

/** Whether this instance lives, and whether work should be sent to it. */
final class HealthResource {
    private final Health health;

    HealthResource(Health health) {
        this.health = health;
    }

    Future<Reply> live(Call call) {
        return Future.succeededFuture(
                Reply.json(new JsonWriter(32).open('{').field("status", "ok").close('}')));
    }

    Future<Reply> ready(Call call) {
        return health.readiness().map(HealthResource::reply);
    }

    private static Reply reply(Readiness readiness) {
        JsonWriter out = new JsonWriter(256).open('{').field("status", status(readiness.isReady()));
        out.name("database")
                .open('{')
                .field("status", status(readiness.isDatabaseReady()))
                .close('}');
        journal(out, status(readiness.isJournalReady()), readiness.journal());
        autoSave(out, status(readiness.isAutoSaveReady()), readiness.autoSave());
        return Reply.json(readiness.isReady() ? 200 : 503, out.close('}'));
    }

    private static void journal(JsonWriter out, String status, JournalHealth journal) {
        out.name("journal")
                .open('{')
                .field("status", status)
                .field("state", journal.state().name().toLowerCase(Locale.ROOT))
                .field("undurableBytes", journal.undurableBytes())
                .close('}');
    }

    private static void autoSave(JsonWriter out, String status, AutoSaveHealth autoSave) {
        out.name("autoSave").open('{').field("status", status).name("lastTickAt");
        if (autoSave.lastTickAt() == 0) {
            out.value(Json.NULL);
        } else {
            out.number(autoSave.lastTickAt());
        }
        out.field("dirtyProjects", autoSave.dirtyProjects())
                .field("oldestUnsavedAgeMs", autoSave.oldestUnsavedAgeMs())
                .close('}');
    }

    private static String status(boolean ready) {
        return ready ? "ok" : "failing";
    }
}
