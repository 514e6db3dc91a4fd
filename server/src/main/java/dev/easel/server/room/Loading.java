package dev.easel.server.room;

import dev.easel.protocol.Limits;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.live.ProjectUnavailable.Reason;
import dev.easel.server.loop.Loop;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.persistence.ProjectStore;
import io.vertx.core.Future;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a project from the store and replays it. Confined to the room's loop, but for the replay. */
final class Loading {
    private static final Logger LOG = LoggerFactory.getLogger(Loading.class);

    private final ProjectStore store;
    private final Limits limits;
    private final Loop loop;

    Loading(ProjectStore store, Limits limits, Loop loop) {
        this.store = store;
        this.limits = limits;
        this.loop = loop;
    }

    /**
     * Completes on the loop. Fails with {@link ProjectUnavailable}: absent, or not loaded; a load that failed is never
     * an empty canvas (architecture rule 3).
     */
    Future<LoadedCanvas> load(UUID project) {
        return loop.bring(loop.bring(store.load(project)).compose(loaded -> switch (loaded) {
                    case Loaded.Absent _ -> Future.failedFuture(new ProjectUnavailable(Reason.ABSENT, null));
                    case Loaded.Found found -> replay(found);
                }))
                .recover(failure -> Future.failedFuture(
                        failure instanceof ProjectUnavailable ? failure : notLoaded(project, failure)));
    }

    /** A large canvas with many events takes longer than an event loop may be held. */
    private Future<LoadedCanvas> replay(Loaded.Found found) {
        return loop.offload(() -> new LoadedCanvas(
                found,
                Canvas.replayed(limits, found.checkpoint(), found.checkpointAt(), found.objects(), found.events())));
    }

    private static ProjectUnavailable notLoaded(UUID project, Throwable failure) {
        LOG.warn("Project {} could not be loaded", project, failure);
        return new ProjectUnavailable(Reason.NOT_LOADED, failure);
    }

    /** @param canvas what {@code found} is when it is replayed */
    record LoadedCanvas(Loaded.Found found, Canvas canvas) {}
}
