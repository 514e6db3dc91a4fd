package dev.easel.server.canvas;

import dev.easel.protocol.Change;
import dev.easel.protocol.Event;
import dev.easel.protocol.Json;
import dev.easel.protocol.Limits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The objects of one project after the events 1 … {@link #seq()}, and the deletions among the latest of them.
 *
 * <p>Confined to its room's event loop; the objects it hands out are immutable and may go anywhere.
 */
public final class Canvas {
    private final Limits limits;
    private final Map<String, CanvasObject> objects = new HashMap<>();
    private final Map<String, Long> deletions = new LinkedHashMap<>();
    private long deletionsKnownFrom;
    private long seq;
    private long lastAt;

    /** A canvas on which nothing ever happened. */
    public Canvas(Limits limits) {
        this(limits, 0, 0, List.of());
    }

    /**
     * A canvas as it was stored.
     *
     * @param lastAt the time of event {@code seq}; later events are not earlier
     */
    public Canvas(Limits limits, long seq, long lastAt, Collection<CanvasObject> stored) {
        this.limits = limits;
        this.seq = seq;
        this.lastAt = lastAt;
        this.deletionsKnownFrom = seq;
        stored.forEach(object -> objects.put(object.id(), object));
    }

    /**
     * A canvas as it was stored, and the events since.
     *
     * @throws IllegalStateException an event is not the next, or does not fit
     */
    public static Canvas replayed(
            Limits limits, long seq, long lastAt, Collection<CanvasObject> stored, Iterable<Event> events) {
        Canvas canvas = new Canvas(limits, seq, lastAt, stored);
        events.forEach(canvas::apply);
        return canvas;
    }

    public long seq() {
        return seq;
    }

    public Collection<CanvasObject> objects() {
        return Collections.unmodifiableCollection(objects.values());
    }

    /** The time of the last event, in milliseconds since 1970; 0 before the first. */
    public long lastAt() {
        return lastAt;
    }

    /** The object, or null. */
    public CanvasObject object(String id) {
        return objects.get(id);
    }

    /** The objects whose last change is after {@code seq}. */
    public List<CanvasObject> changedSince(long seq) {
        List<CanvasObject> changed = new ArrayList<>();
        for (CanvasObject object : objects.values()) {
            if (object.seq() > seq) {
                changed.add(object);
            }
        }
        return changed;
    }

    /** The ids deleted after {@code seq}, which is not below {@link #deletionsKnownFrom}, and not there now. */
    public List<String> deletedSince(long seq) {
        List<String> deleted = new ArrayList<>();
        deletions.forEach((id, at) -> {
            if (at > seq) {
                deleted.add(id);
            }
        });
        return deleted;
    }

    /** Every deletion after this seq is remembered here. */
    public long deletionsKnownFrom() {
        return deletionsKnownFrom;
    }

    /** Lets go of the oldest deletions, all of them up to {@code upTo}, until no more than {@code kept} are left. */
    public void forgetDeletions(long upTo, int kept) {
        Iterator<Long> oldest = deletions.values().iterator();
        while (deletions.size() > kept && oldest.hasNext()) {
            long at = oldest.next();
            if (at > upTo) {
                return;
            }
            oldest.remove();
            deletionsKnownFrom = Math.max(deletionsKnownFrom, at);
        }
    }

    /** What becomes of {@code edit}. Changes nothing. */
    public Decision decide(AuthoredEdit edit) {
        Draft draft = new Draft(objects, limits);
        List<Change> kept = new ArrayList<>(edit.edit().changes().size());
        for (Change change : edit.edit().changes()) {
            switch (draft.check(change)) {
                case Draft.Outcome.Kept _ -> kept.add(change);
                case Draft.Outcome.WithoutEffect _ -> {}
                case Draft.Outcome.Refused refused -> {
                    return new Decision.Refused(refused.refusal());
                }
            }
        }
        return new Decision.Accepted(new Event(
                seq + 1,
                Math.max(edit.at(), lastAt),
                edit.by(),
                edit.client(),
                edit.edit().edit(),
                edit.edit().group(),
                kept));
    }

    /**
     * Applies the next event: the only thing that changes a canvas.
     *
     * @throws IllegalStateException the event is not the next one, or does not fit: the canvas is not what it should be
     */
    public void apply(Event event) {
        if (event.seq() != seq + 1) {
            throw new IllegalStateException("event " + event.seq() + " cannot follow " + seq);
        }
        seq = event.seq();
        lastAt = event.at();
        for (Change change : event.changes()) {
            apply(change, event);
        }
    }

    private void apply(Change change, Event event) {
        switch (change) {
            case Change.Put put -> set(put.id(), put.props(), event);
            case Change.Patch patch -> {
                CanvasObject old = objects.get(patch.id());
                if (old == null) {
                    throw new IllegalStateException(
                            "event " + event.seq() + " patches what is not there: " + patch.id());
                }
                set(patch.id(), new Merge(old.props(), patch).merged(), event);
            }
            case Change.Delete delete -> {
                objects.remove(delete.id());
                deletions.remove(delete.id()); // put again behind the others: they stand in the order of their seqs
                deletions.put(delete.id(), event.seq());
            }
        }
    }

    private void set(String id, Json props, Event event) {
        objects.put(id, new CanvasObject(id, props, event.seq(), event.at(), event.by()));
        deletions.remove(id);
    }
}
