package dev.easel.server.catalog;

import dev.easel.protocol.ServerMessage.Role;
import dev.easel.protocol.json.Json;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.canvas.HeapBytes;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The stored list of projects, with their titles, settings, saved objects and assets. Futures complete on the context
 * of the caller. They fail with {@link CatalogUnavailable} when the store does not answer, and with
 * {@link CatalogRefusal} when it does not take a value.
 */
public interface Projects {
    default Future<ProjectRecord> create(String title, Json settings) {
        return create(title, settings, Optional.empty());
    }

    /** @param owner the user id of whom it belongs to; empty where nobody signs in */
    Future<ProjectRecord> create(String title, Json settings, Optional<String> owner);

    /** The latest first; if {@code after} is given, only those that come after this position. */
    Future<Page> list(Order order, int limit, Optional<Position> after);

    /** As {@link #list}: those that this person may see. */
    Future<ListedPage> listOf(String user, Whose whose, Order order, int limit, Optional<Position> after);

    Future<Optional<ProjectRecord>> find(UUID project);

    /** Changes what is given and leaves the rest; empty when there is no such project. */
    Future<Optional<ProjectRecord>> change(UUID project, Optional<String> title, Optional<Json> settings);

    /**
     * Changes the settings to what is made of them as they are: nothing that others change at the same time is lost.
     * Empty when there is no such project, or nothing is to be changed. Settings that cannot be read are a
     * {@link CatalogRefusal}.
     *
     * @param change gives the new settings, or nothing where they are to stay; called again where others have changed
     *     them meanwhile. What it throws is how the call fails
     */
    Future<Optional<ProjectRecord>> changeSettings(UUID project, Function<Json, Optional<Json>> change);

    /**
     * Deletes the project for good, also out of the trash; false when there was none. From then on nothing of it is
     * found, and nothing can be written for it; what it has stored is removed by and by.
     *
     * @param by the user id of who deletes it, or the pseudonym of a guest
     */
    Future<Boolean> delete(UUID project, Optional<String> by);

    /** The same, by nobody. */
    default Future<Boolean> delete(UUID project) {
        return delete(project, Optional.empty());
    }

    /**
     * Those that were deleted and can be brought back.
     *
     * @param days for which a project is kept; 0: not at all
     */
    Trash trash(int days);

    /** How many objects of the project the database has refused rows for. They are kept beside the rows. */
    Future<Integer> setAside(UUID project);

    /** The objects as the rows have them; empty when there is no such project. */
    Future<Optional<SavedObjects>> savedObjects(UUID project);

    /** One object as its row has it, and the seq of the rows; an empty list when there is no such row. */
    Future<Optional<SavedObjects>> savedObject(UUID project, String id);

    /**
     * Adds the assets, all of them or none; false when there is no such project. An asset whose id exists already is
     * left as it is.
     */
    Future<Boolean> putAssets(UUID project, List<Asset> assets);

    /** Adds the asset, unless there is one with its id already. It is stored when the future completes. */
    Future<AssetPut> putAsset(UUID project, Asset asset);

    /** All of them, without their bytes. */
    Future<List<StoredAsset>> assets(UUID project);

    Future<Optional<StoredAsset>> asset(UUID project, String id);

    /** A part of an asset's bytes; fails when there is no such asset any more. */
    Future<byte[]> assetBytes(UUID project, String id, int from, int length);

    /** Makes this the picture of the project, in place of the one before; false when there is no such project. */
    Future<Boolean> putPicture(UUID project, Picture picture);

    /** Empty when there is no such project, or nobody has made a picture of it. */
    Future<Optional<Picture>> picture(UUID project);

    /** Which projects of a person. */
    enum Whose {
        ALL,
        /** Of which they are an owner. */
        MINE,
        /** Which others have let them into. */
        SHARED
    }

    /** @param role of the person */
    record Listed(ProjectRecord project, Role role) {}

    record ListedPage(List<Listed> projects, Optional<Position> next) {
        public ListedPage {
            projects = List.copyOf(projects);
        }
    }

    /** What a list of projects is sorted by. */
    enum Order {
        CREATED,
        /** Changes with each save, too, so that a project may be on two pages that are read one after the other. */
        UPDATED
    }

    /** The outcome of putting one asset. */
    enum AssetPut {
        ADDED,
        /** An asset with the same bytes and type exists. */
        SAME,
        /** An asset with other bytes or another type exists, and is left as it is. */
        DIFFERENT,
        NO_PROJECT
    }

    /**
     * @param createdAt in milliseconds since 1970
     * @param updatedAt last change of title, settings or canvas, in milliseconds since 1970
     * @param seq last stored event
     * @param savedSeq the seq of the object rows
     * @param picture the tag of its picture, if there is one
     */
    record ProjectRecord(
            UUID id,
            String title,
            UUID version,
            Json settings,
            long createdAt,
            long updatedAt,
            long seq,
            long savedSeq,
            Optional<String> picture) {}

    /** @param next where the next page begins; empty when this is the last */
    record Page(List<ProjectRecord> projects, Optional<Position> next) {
        public Page {
            projects = List.copyOf(projects);
        }
    }

    /**
     * What a board looked like.
     *
     * @param tag another one for other bytes
     * @param madeAt in milliseconds since 1970
     */
    record Picture(String tag, String mimeType, byte[] bytes, long madeAt) {}

    record SavedObjects(long seq, List<CanvasObject> objects) {
        /** What they take of the heap, about. */
        public long bytes() {
            return objects.stream().mapToLong(HeapBytes::of).sum();
        }
    }

    /**
     * The bytes of an image.
     *
     * @param id Excalidraw's fileId
     * @param createdAt in milliseconds since 1970
     */
    record Asset(String id, String mimeType, byte[] bytes, long createdAt) {}

    /**
     * An asset without its bytes. It never changes, and exists as long as its project.
     *
     * @param length in bytes
     */
    record StoredAsset(String id, String mimeType, int length, long createdAt) {}
}
