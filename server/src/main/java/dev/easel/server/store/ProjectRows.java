package dev.easel.server.store;

import dev.easel.protocol.InvalidContent;
import dev.easel.protocol.JsonReader;
import dev.easel.protocol.json.Json;
import dev.easel.server.catalog.Projects.ProjectRecord;
import dev.easel.server.database.Timestamps;
import io.vertx.sqlclient.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Converts rows of {@code project} to records. */
final class ProjectRows {
    /** The columns that {@link #project} reads. */
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
                Timestamps.millis(row, "created_at"),
                Timestamps.millis(row, "updated_at"),
                row.getLong("seq"),
                row.getLong("checkpoint_seq"));
    }

    /** The settings of the project; the defaults where the stored ones cannot be read, so that the project opens. */
    static Json settings(Row row) {
        try {
            return JsonReader.stored(row.getString("settings"));
        } catch (InvalidContent failure) {
            LOG.warn(
                    "The settings of project {} cannot be read, and the defaults are used: {}",
                    row.getUUID("id"),
                    failure.getMessage());
            return Json.EMPTY_OBJECT;
        }
    }
}
