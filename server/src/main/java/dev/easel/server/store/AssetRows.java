package dev.easel.server.store;

import dev.easel.server.catalog.Projects.Asset;
import dev.easel.server.catalog.Projects.AssetPut;
import dev.easel.server.catalog.Projects.Picture;
import dev.easel.server.catalog.Projects.StoredAsset;
import dev.easel.server.database.Database;
import dev.easel.server.database.Iteration;
import dev.easel.server.database.Timestamps;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads and writes the rows of {@code asset}, one image each, and of {@code picture}, one for each project. A row of
 * {@code asset} is written once and never changed.
 */
final class AssetRows {
    private static final String ADD = """
            insert into asset (project_id, id, mime_type, bytes, created_at) values ($1, $2, $3, $4, $5)
            on conflict (project_id, id) do nothing""";

    /** Where there is the project, it is not deleted until the transaction ends. */
    private static final String HOLD_PROJECT = "select from project where id = $1 for key share";

    /** The project is not deleted until the statement ends. */
    private static final String ADD_WHERE_PROJECT = """
            insert into asset (project_id, id, mime_type, bytes, created_at)
            select id, $2, $3, $4, $5 from project where id = $1 for key share
            on conflict (project_id, id) do nothing""";

    private static final String IS_SAME = """
            select mime_type = $3 and bytes = $4 from asset
             where project_id = $1 and id = $2 and exists (select from project where id = $1)""";

    private static final String STORED =
            "select id, mime_type, octet_length(bytes) as length, created_at from asset where project_id = $1"
                    + " and exists (select from project where id = $1)";

    private static final String ALL = STORED + " order by id";

    private static final String ONE = STORED + " and id = $2";

    /** The column is stored uncompressed, so that PostgreSQL reads only the part. */
    private static final String PART = """
            select substring(bytes from $3 for $4) from asset where project_id = $1 and id = $2""";

    private static final String PUT_PICTURE = """
            insert into picture (project_id, tag, mime_type, bytes, made_at)
            select id, $2, $3, $4, $5 from project where id = $1 for key share
            on conflict (project_id) do update
               set tag = excluded.tag, mime_type = excluded.mime_type, bytes = excluded.bytes,
                   made_at = excluded.made_at""";

    private static final String PICTURE = "select tag, mime_type, bytes, made_at from picture where project_id = $1";

    private static final Future<Boolean> NO_PROJECT = Future.failedFuture(new NoProject());

    private AssetRows() {}

    /**
     * Writes all of them or none; false when there is no such project. The project is only locked at the end, so that
     * its deletion waits for an instant at most.
     */
    static Future<Boolean> put(Database database, UUID project, List<Asset> assets) {
        Iterator<Asset> left = assets.iterator();
        return database.transaction(
                        "begin",
                        connection -> Iteration.whileTrue(() -> left.hasNext()
                                        ? connection
                                                .preparedQuery(ADD)
                                                .execute(values(project, left.next()))
                                                .map(true)
                                        : Future.succeededFuture(false))
                                .compose(_ ->
                                        connection.preparedQuery(HOLD_PROJECT).execute(Tuple.of(project)))
                                .compose(rows -> rows.rowCount() == 1 ? Future.succeededFuture(true) : NO_PROJECT))
                .recover(failure ->
                        failure instanceof NoProject ? Future.succeededFuture(false) : Future.failedFuture(failure));
    }

    static Future<AssetPut> put(Database database, UUID project, Asset asset) {
        Tuple values = values(project, asset);
        return database.query(ADD_WHERE_PROJECT, values)
                .compose(added -> added.rowCount() == 1
                        ? Future.succeededFuture(AssetPut.ADDED)
                        : compare(database, project, asset));
    }

    private static Future<AssetPut> compare(Database database, UUID project, Asset asset) {
        Tuple values = Tuple.of(project, asset.id(), asset.mimeType(), Buffer.buffer(asset.bytes()));
        return database.query(IS_SAME, values).map(rows -> {
            if (rows.size() == 0) {
                return AssetPut.NO_PROJECT;
            }
            return rows.iterator().next().getBoolean(0) ? AssetPut.SAME : AssetPut.DIFFERENT;
        });
    }

    private static Tuple values(UUID project, Asset asset) {
        return Tuple.of(
                project, asset.id(), asset.mimeType(), Buffer.buffer(asset.bytes()), Timestamps.of(asset.createdAt()));
    }

    static Future<List<StoredAsset>> all(Database database, UUID project) {
        return database.query(ALL, Tuple.of(project)).map(AssetRows::stored);
    }

    static Future<Optional<StoredAsset>> one(Database database, UUID project, String id) {
        return database.query(ONE, Tuple.of(project, id))
                .map(rows -> stored(rows).stream().findFirst());
    }

    static Future<byte[]> part(Database database, UUID project, String id, int from, int length) {
        return database.query(PART, Tuple.of(project, id, from + 1, length)).map(rows -> {
            if (rows.size() == 0) {
                throw new IllegalStateException("asset " + id + " of project " + project + " does not exist any more");
            }
            return rows.iterator().next().getBuffer(0).getBytes();
        });
    }

    static Future<Boolean> putPicture(Database database, UUID project, Picture picture) {
        Tuple values = Tuple.of(
                project,
                picture.tag(),
                picture.mimeType(),
                Buffer.buffer(picture.bytes()),
                Timestamps.of(picture.madeAt()));
        return database.query(PUT_PICTURE, values).map(rows -> rows.rowCount() == 1);
    }

    static Future<Optional<Picture>> picture(Database database, UUID project) {
        return database.query(PICTURE, Tuple.of(project))
                .map(rows -> rows.stream()
                        .map(row -> new Picture(
                                row.getString("tag"),
                                row.getString("mime_type"),
                                row.getBuffer("bytes").getBytes(),
                                Timestamps.millis(row, "made_at")))
                        .findFirst());
    }

    private static List<StoredAsset> stored(RowSet<Row> rows) {
        return rows.stream().map(AssetRows::stored).toList();
    }

    private static StoredAsset stored(Row row) {
        return new StoredAsset(
                row.getString("id"),
                row.getString("mime_type"),
                row.getInteger("length"),
                Timestamps.millis(row, "created_at"));
    }

    /** Rolls the transaction back. */
    private static final class NoProject extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoProject() {
            super(null, null, false, false);
        }
    }
}
