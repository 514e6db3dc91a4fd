package dev.easel.server.http;

import dev.easel.protocol.Json;
import dev.easel.server.catalog.Projects;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The catalogue, every failure of it being a 503: it could not tell, and may be asked again. */
final class StoredProjects implements Projects {
    private final Projects projects;

    StoredProjects(Projects projects) {
        this.projects = projects;
    }

    /** The project's record; a 404 where there is none. */
    Future<ProjectRecord> get(UUID project) {
        return find(project).map(found -> found.orElseThrow(Problem::noProject));
    }

    @Override
    public Future<ProjectRecord> create(String title, Json settings) {
        return told(projects.create(title, settings));
    }

    @Override
    public Future<List<ProjectRecord>> list(Order order, int limit, Optional<UUID> after) {
        return told(projects.list(order, limit, after));
    }

    @Override
    public Future<Optional<ProjectRecord>> find(UUID project) {
        return told(projects.find(project));
    }

    @Override
    public Future<Optional<ProjectRecord>> change(UUID project, Optional<String> title, Optional<Json> settings) {
        return told(projects.change(project, title, settings));
    }

    @Override
    public Future<Boolean> delete(UUID project) {
        return told(projects.delete(project));
    }

    @Override
    public Future<Optional<SavedObjects>> savedObjects(UUID project) {
        return told(projects.savedObjects(project));
    }

    @Override
    public Future<Optional<SavedObjects>> savedObject(UUID project, String id) {
        return told(projects.savedObject(project, id));
    }

    @Override
    public Future<Void> putAssets(UUID project, List<Asset> assets) {
        return told(projects.putAssets(project, assets));
    }

    @Override
    public Future<AssetPut> putAsset(UUID project, Asset asset) {
        return told(projects.putAsset(project, asset));
    }

    @Override
    public Future<List<StoredAsset>> assets(UUID project) {
        return told(projects.assets(project));
    }

    @Override
    public Future<Optional<StoredAsset>> asset(UUID project, String id) {
        return told(projects.asset(project, id));
    }

    @Override
    public Future<byte[]> assetBytes(UUID project, String id, int from, int length) {
        return told(projects.assetBytes(project, id, from, length));
    }

    Future<byte[]> assetBytes(UUID project, Slice slice) {
        return assetBytes(project, slice.asset().id(), slice.from(), slice.length());
    }

    private static <T> Future<T> told(Future<T> answer) {
        return answer.recover(failure ->
                Future.failedFuture(Problem.unavailable("the database did not answer; try again", 1, failure)));
    }
}
