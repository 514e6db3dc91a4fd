package dev.easel.server.versions;

import dev.easel.protocol.json.Json;
import dev.easel.server.bulk.Transition;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.live.LiveObjects;
import dev.easel.server.live.LiveProjects;
import dev.easel.server.versions.VersionPorts.Worker;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What has to be changed for the canvas to be as it was. May be used from any thread. */
final class Plans {
    private final LiveProjects live;
    private final PastContents past;
    private final Worker worker;

    Plans(LiveProjects live, PastContents past, Worker worker) {
        this.live = live;
        this.past = past;
        this.worker = worker;
    }

    /** The whole canvas as of {@code seq}. */
    Future<Transition> content(UUID project, long seq) {
        return past.at(project, seq).compose(then -> planned(project, now -> Transition.between(now, props(then))));
    }

    /** The objects with these ids as of {@code seq}; the others stay. */
    Future<Transition> content(UUID project, long seq, Set<String> ids) {
        return past.at(project, seq)
                .compose(then -> planned(project, now -> Transition.between(now, props(then), ids)));
    }

    /** The present is looked at last, so that little time passes until it is changed. */
    private Future<Transition> planned(UUID project, Function<LiveObjects, Transition> plan) {
        return live.objects(project).compose(now -> worker.run(() -> plan.apply(now)));
    }

    private static Map<String, Json> props(PastContents.Content then) {
        return then.objects().stream().collect(Collectors.toMap(CanvasObject::id, CanvasObject::props));
    }
}
