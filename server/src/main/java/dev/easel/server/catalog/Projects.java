package dev.easel.server.catalog;

import dev.easel.protocol.Json;
import dev.easel.server.canvas.CanvasObject;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The catalogue of projects, as the desk needs it: what is stored, whether or not a room is open. Futures complete on
 * the context of the caller.
 */
public interface Projects {
    Future<ProjectRecord> create(String title, Json settings);

    /** The last first; those that come behind project {@code after}, when given. */
    Future<List<ProjectRecord>> list(Order order, int limit, Optional<UUID> after);

    Future<Optional<ProjectRecord>> find(UUID project);

    /** Changes what is given and leaves the rest; empty when there is no such project. */
    Future<Optional<ProjectRecord>> change(UUID project, Optional<String> title, Optional<Json> settings);

    /** Deletes the project and everything of it; false when there was none. */
    Future<Boolean> delete(UUID project);

    /** The objects as the rows have them; empty when there is no such project. */
    Future<Optional<SavedObjects>> savedObjects(UUID project);

    /** One object as its row has it, and the seq the rows stand at; an empty list when there is no such row. */
    Future<Optional<SavedObjects>> savedObject(UUID project, String id);

    /** Adds the assets, all of them or none. What is there under an id stays as it is. */
    Future<Void> putAssets(UUID project, List<Asset> assets);

    /** Adds the asset, unless there is one of its id already. Stored when told. */
    Future<AssetPut> putAsset(UUID project, Asset asset);

    /** All of them, without their bytes. */
    Future<List<StoredAsset>> assets(UUID project);

    Future<Optional<StoredAsset>> asset(UUID project, String id);

    /** A part of an asset's bytes; fails when there is no such asset any more. */
    Future<byte[]> assetBytes(UUID project, String id, int from, int length);

    /** What a list of projects goes by. */
    enum Order {
        CREATED,
        /** Also after a save, so that a project may come up again on a later page. */
        UPDATED
    }

    /** What became of an asset that was put. */
    enum AssetPut {
        ADDED,
        /** The same bytes and type were there. */
        SAME,
        /** Others are there, and stay. */
        DIFFERENT,
        NO_PROJECT
    }

    /**
     * @param createdAt in milliseconds since 1970
     * @param updatedAt last change of title, settings or canvas, in milliseconds since 1970
     * @param seq last stored event
     * @param savedSeq the seq the object rows stand at
     */
    record ProjectRecord(
            UUID id,
            String title,
            UUID version,
            Json settings,
            long createdAt,
            long updatedAt,
            long seq,
            long savedSeq) {}

    record SavedObjects(long seq, List<CanvasObject> objects) {}

    /**
     * The bytes of an image.
     *
     * @param id Excalidraw's fileId
     * @param createdAt in milliseconds since 1970
     */
    record Asset(String id, String mimeType, byte[] bytes, long createdAt) {}

    /**
     * An asset that is there, for as long as its project is. It never changes.
     *
     * @param length of its bytes
     */
    record StoredAsset(String id, String mimeType, int length, long createdAt) {}
}
