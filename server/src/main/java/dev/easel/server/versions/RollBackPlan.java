package dev.easel.server.versions;

import dev.easel.protocol.Change;
import dev.easel.protocol.Event;
import dev.easel.protocol.Limits;
import dev.easel.protocol.json.Json;
import dev.easel.server.bulk.ObjectTarget;
import dev.easel.server.bulk.ObjectTarget.Skipped;
import dev.easel.server.bulk.Transition;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.CanvasObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done so that chosen events are taken back, worked out from the events since the first of them. Confined
 * to one thread at a time.
 */
final class RollBackPlan {
    private final Canvas canvas;
    private final Predicate<Event> isChosen;
    private final Map<String, ObjectRollBack> objects = new LinkedHashMap<>();

    /** @param begin the canvas before the first event that may be chosen */
    RollBackPlan(PastContents.Content begin, Predicate<Event> isChosen) {
        this.canvas = new Canvas(Limits.DEFAULTS, begin.seq(), begin.at(), begin.objects());
        this.isChosen = isChosen;
    }

    /** The next event. */
    void take(Event event) {
        Map<String, @Nullable Json> old = new HashMap<>();
        for (Change change : event.changes()) {
            old.put(change.id(), props(change.id()));
        }
        canvas.apply(event);
        canvas.forgetDeletions(event.seq(), 0);
        boolean chosen = isChosen.test(event);
        old.forEach((id, before) -> {
            ObjectRollBack object = chosen ? objects.computeIfAbsent(id, ObjectRollBack::new) : objects.get(id);
            if (object != null) {
                object.take(before, props(id), chosen);
            }
        });
    }

    private @Nullable Json props(String id) {
        CanvasObject object = canvas.object(id);
        return object == null ? null : object.props();
    }

    /** @param epoch in which the last event is the project's */
    Transition transition(long epoch) {
        List<ObjectTarget> targets = objects.values().stream()
                .map(ObjectRollBack::target)
                .flatMap(Optional::stream)
                .toList();
        return new Transition(epoch, canvas.seq(), targets);
    }

    List<Skipped> skipped() {
        List<Skipped> skipped = new ArrayList<>();
        objects.values().forEach(object -> skipped.addAll(object.skipped()));
        return skipped;
    }
}
