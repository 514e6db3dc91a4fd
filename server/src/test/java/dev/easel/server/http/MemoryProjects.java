package dev.easel.server.http;

import dev.easel.protocol.json.Json;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.catalog.CatalogUnavailable;
import dev.easel.server.catalog.Position;
import dev.easel.server.catalog.Projects;
import dev.easel.server.catalog.Trash;
import dev.easel.server.excalidraw.Drawings;
import dev.easel.server.store.MemoryStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** The list of projects over a {@link MemoryStore}. For one thread. */
final class MemoryProjects implements Projects {
    private final MemoryStore store;
    private final Map<UUID, ProjectRecord> records = new HashMap<>();
    private final List<UUID> newestFirst = new ArrayList<>();
    private final Map<UUID, Integer> numbers = new HashMap<>();
    private final Map<UUID, Map<String, Asset>> assets = new HashMap<>();
    private final Map<UUID, Picture> pictures = new HashMap<>();
    /** The last deleted first. */
    private final List<ProjectRecord> trashed = new ArrayList<>();

    private boolean failing;
    private boolean refusingSettings;
    private int picturesRead;
    private int setAside;

    MemoryProjects(MemoryStore store) {
        this.store = store;
    }

    /** Whether everything fails from now on. */
    void fail(boolean failing) {
        this.failing = failing;
    }

    /** How often the bytes of a picture were read. */
    int picturesRead() {
        return picturesRead;
    }

    /** From now on no setting can be changed by itself. */
    void refuseSettings() {
        refusingSettings = true;
    }

    /** Tells that the database refused the rows of so many objects. */
    void setAside(int objects) {
        setAside = objects;
    }

    List<UUID> ids() {
        return List.copyOf(newestFirst);
    }

    @Override
    public Future<ProjectRecord> create(String title, Json settings, Optional<String> owner) {
        return told(() -> {
            UUID id = store.create(UUID.randomUUID(), title, settings);
            records.put(
                    id,
                    new ProjectRecord(
                            id,
                            title,
                            UUID.randomUUID(),
                            settings,
                            Drawings.NOW,
                            Drawings.NOW,
                            0,
                            0,
                            Optional.empty()));
            newestFirst.addFirst(id);
            numbers.put(id, numbers.size());
            return record(id);
        });
    }

    @Override
    public Future<Page> list(Order order, int limit, Optional<Position> after) {
        return told(() -> {
            List<Position> left = newestFirst.stream()
                    .map(id -> position(order, id))
                    .sorted(Comparator.comparingLong(Position::at).reversed())
                    .filter(it -> after.isEmpty() || it.at() < after.get().at())
                    .toList();
            List<Position> page = left.stream().limit(limit).toList();
            return new Page(
                    page.stream().map(it -> record(it.project())).toList(),
                    left.size() > limit ? Optional.of(page.getLast()) : Optional.empty());
        });
    }

    @Override
    public Future<ListedPage> listOf(String user, Whose whose, Order order, int limit, Optional<Position> after) {
        throw new UnsupportedOperationException("nobody signs in here");
    }

    /** No two have the same time here: those made or changed in the same millisecond are told by their number. */
    private Position position(Order order, UUID id) {
        ProjectRecord it = records.get(id);
        long millis = order == Order.CREATED ? it.createdAt() : it.updatedAt();
        return new Position(millis * 1_000 + numbers.get(id), id);
    }

    @Override
    public Future<Optional<ProjectRecord>> find(UUID project) {
        return told(() -> records.containsKey(project) ? Optional.of(record(project)) : Optional.empty());
    }

    @Override
    public Future<Optional<ProjectRecord>> change(UUID project, Optional<String> title, Optional<Json> settings) {
        return find(project)
                .map(found -> found.map(it -> {
                    records.put(
                            project,
                            new ProjectRecord(
                                    project,
                                    title.orElse(it.title()),
                                    it.version(),
                                    settings.orElse(it.settings()),
                                    it.createdAt(),
                                    it.updatedAt() + 1,
                                    0,
                                    0,
                                    it.picture()));
                    return record(project);
                }));
    }

    @Override
    public Future<Optional<ProjectRecord>> changeSettings(UUID project, Function<Json, Optional<Json>> change) {
        return refusingSettings
                ? Future.failedFuture(new CatalogUnavailable(new IllegalStateException("refused")))
                : find(project)
                        .map(found -> found.flatMap(it -> change.apply(it.settings())))
                        .compose(settings -> settings.isEmpty()
                                ? Future.succeededFuture(Optional.empty())
                                : change(project, Optional.empty(), settings));
    }

    @Override
    public Future<Boolean> delete(UUID project, Optional<String> by) {
        return told(() -> {
            store.remove(project);
            assets.remove(project);
            pictures.remove(project);
            newestFirst.remove(project);
            boolean wasTrashed = trashed.removeIf(it -> it.id().equals(project));
            return records.remove(project) != null || wasTrashed;
        });
    }

    /** What is in it has no objects any more when it comes back. */
    @Override
    public Trash trash(int days) {
        return new MemoryTrash(days);
    }

    @Override
    public Future<Integer> setAside(UUID project) {
        return Future.succeededFuture(setAside);
    }

    @Override
    public Future<Optional<SavedObjects>> savedObjects(UUID project) {
        return find(project).map(found -> found.map(it -> new SavedObjects(it.savedSeq(), store.objects(project))));
    }

    @Override
    public Future<Optional<SavedObjects>> savedObject(UUID project, String id) {
        return savedObjects(project)
                .map(found -> found.map(all -> new SavedObjects(
                        all.seq(),
                        all.objects().stream()
                                .filter((CanvasObject object) -> object.id().equals(id))
                                .toList())));
    }

    @Override
    public Future<Boolean> putAssets(UUID project, List<Asset> put) {
        return told(() -> {
            if (!records.containsKey(project)) {
                return false;
            }
            Map<String, Asset> all = assets.computeIfAbsent(project, _ -> new HashMap<>());
            put.forEach(asset -> all.putIfAbsent(asset.id(), asset));
            return true;
        });
    }

    @Override
    public Future<AssetPut> putAsset(UUID project, Asset asset) {
        return told(() -> {
            if (!records.containsKey(project)) {
                return AssetPut.NO_PROJECT;
            }
            Asset there = assets.computeIfAbsent(project, _ -> new HashMap<>()).putIfAbsent(asset.id(), asset);
            if (there == null) {
                return AssetPut.ADDED;
            }
            boolean same = there.mimeType().equals(asset.mimeType()) && Arrays.equals(there.bytes(), asset.bytes());
            return same ? AssetPut.SAME : AssetPut.DIFFERENT;
        });
    }

    @Override
    public Future<List<StoredAsset>> assets(UUID project) {
        return told(() -> (records.containsKey(project)
                        ? assets.getOrDefault(project, Map.of())
                        : Map.<String, Asset>of())
                .values().stream()
                        .map(it -> new StoredAsset(it.id(), it.mimeType(), it.bytes().length, it.createdAt()))
                        .toList());
    }

    @Override
    public Future<Optional<StoredAsset>> asset(UUID project, String id) {
        return assets(project)
                .map(all -> all.stream().filter(it -> it.id().equals(id)).findFirst());
    }

    @Override
    public Future<byte[]> assetBytes(UUID project, String id, int from, int length) {
        return told(() -> Arrays.copyOfRange(assets.get(project).get(id).bytes(), from, from + length));
    }

    @Override
    public Future<Boolean> putPicture(UUID project, Picture picture) {
        return told(() -> {
            if (!records.containsKey(project)) {
                return false;
            }
            pictures.put(project, picture);
            return true;
        });
    }

    @Override
    public Future<Optional<Picture>> picture(UUID project) {
        picturesRead++;
        return told(() -> Optional.ofNullable(pictures.get(project)));
    }

    private ProjectRecord record(UUID project) {
        ProjectRecord it = records.get(project);
        return new ProjectRecord(
                project,
                it.title(),
                it.version(),
                it.settings(),
                it.createdAt(),
                it.updatedAt(),
                store.seq(project),
                store.checkpoint(project),
                Optional.ofNullable(pictures.get(project)).map(Picture::tag));
    }

    private final class MemoryTrash implements Trash {
        private final int days;

        MemoryTrash(int days) {
            this.days = days;
        }

        @Override
        public int days() {
            return days;
        }

        @Override
        public Future<Boolean> discard(UUID project, Optional<String> by) {
            return find(project)
                    .compose(found -> found.isEmpty()
                            ? Future.succeededFuture(false)
                            : delete(project, by).onSuccess(_ -> trashed.addFirst(found.get())));
        }

        @Override
        public Future<Void> undelete(UUID project, Optional<String> by) {
            trashed.stream().filter(it -> it.id().equals(project)).findFirst().ifPresent(it -> {
                trashed.remove(it);
                store.create(project, it.title(), it.settings());
                records.put(project, it);
                newestFirst.addFirst(project);
            });
            return Future.succeededFuture();
        }

        @Override
        public Future<Listing> list(int limit, Optional<Position> after, Optional<String> owner) {
            return told(() -> new Listing(
                    trashed.stream()
                            .limit(limit)
                            .map(it -> new Trashed(
                                    it.id(),
                                    it.title(),
                                    it.createdAt(),
                                    it.updatedAt(),
                                    Drawings.NOW,
                                    Drawings.NOW + Duration.ofDays(days).toMillis()))
                            .toList(),
                    Optional.empty()));
        }
    }

    private <T> Future<T> told(Supplier<T> answer) {
        return failing ? Future.failedFuture(new CatalogUnavailable(null)) : Future.succeededFuture(answer.get());
    }
}
