package dev.easel.server.rehearsal;

import dev.easel.protocol.Limits;
import dev.easel.protocol.ServerMessage.Reason;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.catalog.Projects;
import dev.easel.server.catalog.Projects.Order;
import dev.easel.server.catalog.Projects.Page;
import dev.easel.server.catalog.Projects.ProjectRecord;
import dev.easel.server.log.Cause;
import dev.easel.server.log.Field;
import dev.easel.server.loop.Loop;
import dev.easel.server.persistence.Previews;
import dev.easel.server.sync.Resumption;
import dev.easel.server.sync.SessionSync;
import dev.easel.server.sync.SharedPasses;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the projects that were changed last, and sends them to nobody: loads and joins are what a server is asked for
 * first, by everybody at once where it was restarted under them. A JVM compiles a method when it has run some hundred
 * times; what has run here is compiled by then. Runs once. Confined to one event loop, but for the replay.
 */
public final class Rehearsal {
    /** Projects that are looked at, the one that was changed last first. */
    static final int PROJECTS = 10;

    /** With so many objects it is enough. */
    static final int OBJECTS = 5_000;

    /** Joins to each project; half of them take binary frames. */
    static final int JOINS = 6;

    /** How long an instance waits for it, in milliseconds. */
    static final long MOST_MS = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

    private final Supplier<Future<Page>> latest;
    private final Previews previews;
    private final Limits limits;
    private final Loop loop;
    private int objects;
    private boolean isOver;

    public Rehearsal(Projects projects, Previews previews, Limits limits, Loop loop) {
        this(() -> projects.list(Order.UPDATED, PROJECTS, Optional.empty()), previews, limits, loop);
    }

    Rehearsal(Supplier<Future<Page>> latest, Previews previews, Limits limits, Loop loop) {
        this.latest = latest;
        this.previews = previews;
        this.limits = limits;
        this.loop = loop;
    }

    /** Completes when it is over, however it went: nothing depends on it. May be called from any thread. */
    public Future<Void> run() {
        return loop.ask(() -> loop.within(
                                MOST_MS,
                                loop.bring(latest.get())
                                        .compose(page -> each(page.projects().iterator())))
                        .onFailure(failure -> LOG.atDebug()
                                .addKeyValue(Field.ERROR, Cause.of(failure))
                                .log("The rehearsal broke off"))
                        .onComplete(_ -> isOver = true))
                .otherwiseEmpty();
    }

    private Future<Void> each(Iterator<ProjectRecord> left) {
        return isOver || objects >= OBJECTS || !left.hasNext()
                ? Future.succeededFuture()
                : of(left.next()).otherwiseEmpty().compose(_ -> each(left));
    }

    /** Fails where it cannot be read, or is larger than what is rehearsed; another one may do. */
    private Future<Void> of(ProjectRecord project) {
        return loop.bring(previews.preview(project.id(), new Bounded()))
                .compose(preview -> loop.bring(
                        loop.offload(() -> preview.orElseThrow().found().replayed(limits))))
                .compose(this::joined);
    }

    private Future<Void> joined(Canvas canvas) {
        objects += canvas.objects().size();
        SharedPasses shared = new SharedPasses(canvas, loop);
        return Future.join(IntStream.range(0, JOINS)
                        .mapToObj(join -> join(canvas, shared, join % 2 == 0))
                        .toList())
                .<Void>mapEmpty()
                .onComplete(_ -> shared.end());
    }

    private static Future<Void> join(Canvas canvas, SharedPasses shared, boolean takesDeflate) {
        Promise<Void> synced = Promise.promise();
        Resumption all = Resumption.snapshot(canvas, Reason.FIRST);
        new SessionSync(new Nobody(), takesDeflate, shared, all, synced::complete).start();
        return synced.future();
    }
}
