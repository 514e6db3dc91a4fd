package dev.easel.server.store;

import dev.easel.protocol.InvalidContent;
import dev.easel.protocol.Json;
import dev.easel.protocol.JsonReader;
import dev.easel.server.catalog.Projects.ProjectRecord;
import io.vertx.sqlclient.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns rows of {@code project} into records. */
final class ProjectRows {
    /** What {@link #project} needs of a row. */
    static final String COLUMNS =
            "id, title, active_version, settings::text as settings, created_at, updated_at, seq, checkpoint_seq";

    private static final Logger LOG = LoggerFactory.getLogger(ProjectRows.class);

    private ProjectRows() {}

    static ProjectRecord project(Row row) {
        return new ProjectRecord(
                row.getUUID("id"),
                row.getString("title"),
                row.getUUID("active_version"),
                settings(row),
                Times.millis(row, "created_at"),
                Times.millis(row, "updated_at"),
                row.getLong("seq"),
                row.getLong("checkpoint_seq"));
    }

    /** The project opens under the defaults when somebody has put there what cannot be read. */
    static Json settings(Row row) {
        try {
            return JsonReader.stored(row.getString("settings"));
        } catch (InvalidContent invalid) {
            LOG.warn("The settings of project {} are set aside: {}", row.getUUID("id"), invalid.getMessage());
            return Json.EMPTY_OBJECT;
        }
    }
}
