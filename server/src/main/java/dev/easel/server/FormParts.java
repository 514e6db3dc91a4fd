package dev.easel.server;

import dev.easel.server.bulk.Durability;
import dev.easel.server.call.Permits;
import dev.easel.server.database.Database;
import dev.easel.server.forms.Forms;
import dev.easel.server.forms.PgFormPast;
import dev.easel.server.live.LiveProjects;
import java.time.InstantSource;
import java.util.UUID;

/** Puts together what makes the edits of plain forms. */
final class FormParts {
    private FormParts() {}

    static Forms forms(
            Database database, LiveProjects live, Durability durability, Settings settings, InstantSource clock) {
        Permits longReads = new Permits(
                PgFormPast.LONG_READS,
                settings.http().timeoutMs(),
                "too many forms were opened long ago; try again",
                1);
        PgFormPast past = new PgFormPast(database, settings.history().stateBytes(), longReads::run);
        return new Forms(live, past, durability, UUID::randomUUID, clock.millis());
    }
}
