package dev.easel.server.stamps;

import dev.easel.protocol.Change;
import dev.easel.protocol.Event;
import dev.easel.protocol.Limits;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.CanvasObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A canvas that knows of each property which event wrote it last. Confined to one thread at a time. */
public final class StampedCanvas {
    private final UUID project;
    private final Canvas canvas;
    private final Map<String, StampedObject> objects = new HashMap<>();
    /** Those that some property names, and maybe others. */
    private final Map<Long, Stamp> stamps;

    /** The canvas before the first event. */
    public StampedCanvas(UUID project) {
        this(project, 0, 0, List.of(), List.of());
    }

    /**
     * The canvas as of event {@code seq}, whose time is {@code at}.
     *
     * @param stamps the events that the properties name
     */
    public StampedCanvas(UUID project, long seq, long at, Collection<StampedObject> objects, Collection<Stamp> stamps) {
        this.project = project;
        canvas = new Canvas(
                Limits.DEFAULTS,
                seq,
                at,
                objects.stream().map(StampedObject::object).toList());
        objects.forEach(it -> this.objects.put(it.object().id(), it));
        this.stamps = new HashMap<>();
        stamps.forEach(it -> this.stamps.put(it.seq(), it));
    }

    public long seq() {
        return canvas.seq();
    }

    /** The time of the last event; 0 before the first. */
    public long at() {
        return canvas.lastAt();
    }

    /** Bytes of the heap that the objects take, as estimated. */
    public long bytes() {
        return canvas.bytes();
    }

    public Collection<StampedObject> objects() {
        return objects.values();
    }

    public @Nullable StampedObject object(String id) {
        return objects.get(id);
    }

    public Stamp stamp(long seq) {
        return Objects.requireNonNull(stamps.get(seq), () -> "event " + seq + " is not known");
    }

    /**
     * Applies the next event.
     *
     * @param gone is told each object that the event deletes, as it was before it, and the event
     * @throws IllegalStateException the event is not the next one, or does not fit
     */
    public void apply(Event event, BiConsumer<CanvasObject, Event> gone) {
        Map<String, List<Change>> byId = new LinkedHashMap<>();
        event.changes()
                .forEach(change -> byId.computeIfAbsent(change.id(), _ -> new ArrayList<>(1))
                        .add(change));
        canvas.apply(event);
        stamps.put(event.seq(), Stamp.of(project, event));
        byId.forEach((id, changes) -> {
            CanvasObject now = canvas.object(id);
            StampedObject before = objects.get(id);
            if (now != null) {
                objects.put(id, stamped(before, now, changes));
            } else if (before != null) {
                objects.remove(id);
                gone.accept(before.object(), event);
            }
        });
        canvas.forgetDeletions(event.seq(), 0);
    }

    private static StampedObject stamped(@Nullable StampedObject before, CanvasObject now, List<Change> changes) {
        List<Change.Patch> patches = new ArrayList<>(changes.size());
        for (Change change : changes) {
            switch (change) {
                case Change.Patch patch -> patches.add(patch);
                case Change.Put _, Change.Delete _ -> {
                    return StampedObject.put(now); // an object that is there after a deletion was put after it
                }
            }
        }
        return Objects.requireNonNull(before).patched(now, patches);
    }

    /** Forgets the events that no property names any more. */
    public void forgetUnnamed() {
        Set<Long> named = new HashSet<>();
        for (StampedObject object : objects.values()) {
            for (long seq : object.written()) {
                named.add(seq);
            }
        }
        stamps.keySet().retainAll(named);
    }
}
