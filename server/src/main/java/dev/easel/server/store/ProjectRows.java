package dev.easel.server.store;

import dev.easel.protocol.InvalidContent;
import dev.easel.protocol.JsonReader;
import dev.easel.protocol.json.Json;
import dev.easel.server.catalog.CatalogRefusal;
import dev.easel.server.catalog.Projects.ProjectRecord;
import dev.easel.server.database.Timestamps;
import dev.easel.server.log.Cause;
import dev.easel.server.log.Field;
import io.vertx.sqlclient.Row;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Converts rows of {@code project} to records. */
public final class ProjectRows {
    /** The columns that {@link #project} reads. */
    public static final String COLUMNS =
            "id, title, active_version, settings::text as settings, created_at, updated_at, seq, checkpoint_seq,"
                    + " (select tag from picture where project_id = project.id) as picture";

    private static final Logger LOG = LoggerFactory.getLogger(ProjectRows.class);

    private ProjectRows() {}

    public static ProjectRecord project(Row row) {
        return new ProjectRecord(
                row.getUUID("id"),
                row.getString("title"),
                row.getUUID("active_version"),
                settings(row),
                Timestamps.millis(row, "created_at"),
                Timestamps.millis(row, "updated_at"),
                row.getLong("seq"),
                row.getLong("checkpoint_seq"),
                Optional.ofNullable(row.getString("picture")));
    }

    /** The settings of the project; the defaults where the stored ones cannot be read, so that the project opens. */
    static Json settings(Row row) {
        try {
            return storedSettings(row);
        } catch (InvalidContent failure) {
            LOG.atWarn()
                    .addKeyValue(Field.PROJECT, row.getUUID("id"))
                    .addKeyValue(Field.ERROR, Cause.of(failure))
                    .log("The settings of the project cannot be read, and the defaults are used");
            return Json.EMPTY_OBJECT;
        }
    }

    /**
     * The settings of the project as they are stored: an object whose members have any names.
     *
     * @throws InvalidContent they are none that a request could have stored
     */
    static Json storedSettings(Row row) {
        return JsonReader.storedObject(row.getString("settings"));
    }

    /**
     * The same. Where they cannot be read, a change of some of them would lose the others.
     *
     * @throws CatalogRefusal they cannot
     */
    static Json changeableSettings(Row row) {
        try {
            return storedSettings(row);
        } catch (InvalidContent failure) {
            throw new CatalogRefusal(
                    "the stored settings cannot be read, and some of them cannot be changed; replace all of them",
                    failure);
        }
    }
}
