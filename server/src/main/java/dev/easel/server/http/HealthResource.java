package dev.easel.server.http;

import dev.easel.protocol.Json;
import dev.easel.protocol.JsonWriter;
import dev.easel.protocol.ServerMessage.PersistenceState;
import dev.easel.server.autosave.AutoSaveMetrics.Figures;
import dev.easel.server.journal.JournalState;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Whether this instance lives, and whether work should be sent to it. */
final class HealthResource {
    /** How long the database may take to answer, in milliseconds. */
    private static final long PING_MS = 2_000;

    private static final int MISSED_TICKS = 3;

    private final Vitals vitals;
    private final HttpSettings settings;
    private final long startedAt;

    HealthResource(Vitals vitals, HttpSettings settings) {
        this.vitals = vitals;
        this.settings = settings;
        this.startedAt = vitals.clock().millis();
    }

    Future<Reply> live(Call call) {
        return Future.succeededFuture(
                Reply.json(new JsonWriter(32).open('{').field("status", "ok").close('}')));
    }

    Future<Reply> ready(Call call) {
        return vitals.database()
                .get()
                .timeout(PING_MS, TimeUnit.MILLISECONDS)
                .map(true)
                .otherwise(false)
                .map(this::ready);
    }

    private Reply ready(boolean database) {
        Figures figures = vitals.autoSave().get();
        boolean autoSave = isSaving(figures);
        JournalState state = vitals.journal().get();
        boolean journal = state.state() == PersistenceState.OK;
        boolean ready = database && journal && autoSave;
        JsonWriter out = new JsonWriter(256).open('{').field("status", word(ready));
        out.name("database").open('{').field("status", word(database)).close('}');
        out.name("journal")
                .open('{')
                .field("status", word(journal))
                .field("state", state.state().name().toLowerCase(Locale.ROOT))
                .field("undurableBytes", state.undurableBytes())
                .close('}');
        out.name("autoSave").open('{').field("status", word(autoSave)).name("lastTickAt");
        if (figures.lastTickMs() == 0) {
            out.value(Json.NULL);
        } else {
            out.number(figures.lastTickMs());
        }
        out.field("dirtyProjects", figures.dirtyProjects())
                .field("oldestUnsavedAgeMs", figures.oldestUnsavedAgeMs())
                .close('}');
        return Reply.json(ready ? 200 : 503, out.close('}'));
    }

    /** It has ticked lately, or has only just begun, and nothing waits for too long. */
    private boolean isSaving(Figures figures) {
        long sinceTick = vitals.clock().millis() - Math.max(figures.lastTickMs(), startedAt);
        return sinceTick <= MISSED_TICKS * settings.autoSaveIntervalMs()
                && figures.oldestUnsavedAgeMs() <= settings.unsavedAgeMs();
    }

    private static String word(boolean fine) {
        return fine ? "ok" : "failing";
    }
}
