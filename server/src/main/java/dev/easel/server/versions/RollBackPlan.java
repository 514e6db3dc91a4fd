package dev.easel.server.versions;

import dev.easel.protocol.Change;
import dev.easel.protocol.Event;
import dev.easel.protocol.Limits;
import dev.easel.protocol.json.Json;
import dev.easel.server.bulk.ObjectTarget;
import dev.easel.server.bulk.Skips;
import dev.easel.server.bulk.Transition;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.versions.VersionRefusal.Reason;
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
    private final long mostBytes;

    /** Those of which there is something to take back, or to tell. */
    private final Map<String, ObjectRollBack> objects = new LinkedHashMap<>();

    private long bytes;

    /**
     * @param begin the canvas before the first event that may be chosen
     * @param mostBytes estimated heap of all that is to be taken back
     */
    RollBackPlan(PastContents.Content begin, Predicate<Event> isChosen, long mostBytes) {
        this.canvas = new Canvas(Limits.DEFAULTS, begin.seq(), begin.at(), begin.objects());
        this.isChosen = isChosen;
        this.mostBytes = mostBytes;
    }

    /**
     * The next event.
     *
     * @throws VersionRefusal there is too much to take back
     */
    void take(Event event) {
        Map<String, @Nullable Json> old = new HashMap<>();
        for (Change change : event.changes()) {
            old.put(change.id(), props(change.id()));
        }
        canvas.apply(event);
        canvas.forgetDeletions(event.seq(), 0);
        boolean chosen = isChosen.test(event);
        old.forEach((id, before) -> {
            ObjectRollBack known = objects.get(id);
            if (known != null || chosen) {
                bytes -= known == null ? 0 : known.bytes();
                ObjectRollBack object = known == null ? new ObjectRollBack(id) : known;
                object.take(before, props(id), chosen);
                keep(id, object);
            }
        });
        if (bytes > mostBytes) {
            throw new VersionRefusal(Reason.TOO_MUCH);
        }
    }

    private void keep(String id, ObjectRollBack object) {
        if (object.isNothing()) {
            objects.remove(id);
        } else {
            objects.put(id, object);
            bytes += object.bytes();
        }
    }

    private @Nullable Json props(String id) {
        CanvasObject object = canvas.object(id);
        return object == null ? null : object.props();
    }

    /** @param epoch in which the last event is the project's */
    Transition transition(long epoch) {
        List<ObjectTarget> targets = objects.entrySet().stream()
                .map(it -> it.getValue().target(props(it.getKey())))
                .flatMap(Optional::stream)
                .toList();
        return new Transition(epoch, canvas.seq(), targets);
    }

    Skips skipped() {
        Skips skipped = Skips.NONE;
        for (ObjectRollBack object : objects.values()) {
            skipped = skipped.and(Skips.of(object.skipped()));
        }
        return skipped;
    }
}
