package dev.easel.server.store;

import dev.easel.server.room.Projects.Asset;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;

/** Images, one row and one statement each. */
final class AssetRows {
    private static final String PUT = """
            insert into asset (project_id, id, mime_type, bytes, created_at) values ($1, $2, $3, $4, $5)
            on conflict (project_id, id) do update
               set mime_type = excluded.mime_type, bytes = excluded.bytes, created_at = excluded.created_at""";

    private static final String ALL =
            "select id, mime_type, bytes, created_at from asset where project_id = $1 order by id";

    private AssetRows() {}

    /** All of them or none; fails when there is no such project. */
    static Future<Void> put(Database database, UUID project, List<Asset> assets) {
        Iterator<Asset> left = assets.iterator();
        return database.transaction(
                "begin",
                connection -> Repeat.whileTrue(() -> left.hasNext()
                        ? connection
                                .preparedQuery(PUT)
                                .execute(values(project, left.next()))
                                .map(true)
                        : Future.succeededFuture(false)));
    }

    private static Tuple values(UUID project, Asset asset) {
        return Tuple.of(
                project, asset.id(), asset.mimeType(), Buffer.buffer(asset.bytes()), Times.of(asset.createdAt()));
    }

    static Future<List<Asset>> all(Database database, UUID project) {
        return database.query(ALL, Tuple.of(project))
                .map(rows -> rows.stream().map(AssetRows::asset).toList());
    }

    private static Asset asset(Row row) {
        return new Asset(
                row.getString("id"),
                row.getString("mime_type"),
                row.getBuffer("bytes").getBytes(),
                Times.millis(row, "created_at"));
    }
}
