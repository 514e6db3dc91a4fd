package dev.easel.server.residence;

import dev.easel.protocol.Limits;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.loop.Loop;
import dev.easel.server.persistence.Previews;
import dev.easel.server.persistence.Previews.Preview;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Projects that other instances are about to hand over, read beforehand, so that their people wait for the events since
 * then alone. What nobody comes for is let go. Confined to one event loop, but for the replay.
 */
public final class Preparations {
    /** Projects that may be prepared on one event loop. */
    static final int MOST = 64;

    /** How long one is kept, in milliseconds. */
    static final long KEPT_MS = 30_000;

    private final Previews previews;
    private final Limits limits;
    private final Residence residence;
    private final Loop loop;
    private final Map<UUID, Preparation> kept = new HashMap<>();

    public Preparations(Previews previews, Limits limits, Residence residence, Loop loop) {
        this.previews = previews;
        this.limits = limits;
        this.residence = residence;
        this.loop = loop;
    }

    /**
     * Reads a project, unless it is read already. Completes when it is in memory; fails where it could not be read, or
     * where there is no room for it: nobody has to leave for what may never come.
     *
     * @param moves how often it has moved to its people, in a row
     */
    public Future<Void> prepare(UUID project, int moves) {
        Preparation before = kept.get(project);
        if (before != null) {
            return before.done.mapEmpty();
        }
        if (kept.size() >= MOST) {
            return Future.failedFuture(new IllegalStateException(MOST + " projects are prepared already"));
        }
        Preparation begun = new Preparation(read(project, moves));
        kept.put(project, begun);
        begun.expiry = loop.after(KEPT_MS, () -> letGo(project, begun));
        return begun.done.onFailure(_ -> letGo(project, begun)).mapEmpty();
    }

    private Future<Prepared> read(UUID project, int moves) {
        LoadBytes counted = residence.newLoad();
        return loop.bring(residence.loadTurn())
                .compose(_ -> loop.bring(previews.preview(project, counted)).eventually(() -> {
                    residence.loadEnded();
                    return Future.succeededFuture();
                }))
                .compose(found -> loop.bring(loop.offload(() -> replayed(found.orElseThrow(), counted, moves))))
                .onFailure(_ -> counted.release());
    }

    private Prepared replayed(Preview preview, LoadBytes counted, int moves) {
        Canvas canvas = preview.found().replayed(limits);
        counted.replayed(canvas.bytes());
        return new Prepared(preview.known(), canvas, counted, moves);
    }

    /** The project, for its load; empty where it is not prepared, or not yet. */
    Optional<Prepared> take(UUID project) {
        Preparation taken = kept.get(project);
        if (taken == null) {
            return Optional.empty();
        }
        if (!taken.done.succeeded()) {
            letGo(project, taken);
            return Optional.empty();
        }
        forget(project, taken);
        return Optional.of(taken.done.result());
    }

    private void letGo(UUID project, Preparation preparation) {
        if (kept.get(project) == preparation) {
            forget(project, preparation);
            preparation.done.onSuccess(it -> it.counted().release());
        }
    }

    private void forget(UUID project, Preparation preparation) {
        kept.remove(project);
        if (preparation.expiry != null) {
            preparation.expiry.cancel();
        }
    }

    private static final class Preparation {
        final Future<Prepared> done;
        Loop.@Nullable Timer expiry;

        Preparation(Future<Prepared> done) {
            this.done = done;
        }
    }
}
