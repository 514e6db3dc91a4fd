package dev.easel.server.canvas;

import dev.easel.protocol.Change;
import dev.easel.protocol.Event;
import dev.easel.protocol.Limits;
import dev.easel.protocol.json.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one project after the events 1 … {@link #seq()}, and the ids that the latest of these events deleted.
 *
 * <p>Confined to one thread, which is its room's event loop; the objects it returns are immutable and may go to any
 * thread.
 */
public final class Canvas {
    private final Limits limits;
    /** In the order of their seqs, so that the latest changes are found without a look at the others. */
    private final LinkedHashMap<String, CanvasObject> objects = new LinkedHashMap<>();

    private final Deletions deletions;
    private long seq;
    private long lastAt;
    /** Of the objects. */
    private long bytes;

    /** An empty canvas, before the first event. */
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
        this.deletions = new Deletions(seq);
        stored.stream().sorted(Comparator.comparingLong(CanvasObject::seq)).forEach(this::store);
    }

    /**
     * A canvas as it was stored, and the events since.
     *
     * @throws IllegalStateException an event is not the next one, or does not fit
     */
    public static Canvas replayed(
            Limits limits, long seq, long lastAt, Collection<CanvasObject> stored, Iterable<Event> events) {
        Canvas canvas = new Canvas(limits, seq, lastAt, stored);
        events.forEach(canvas::apply);
        return canvas;
    }

    private void store(CanvasObject object) {
        objects.put(object.id(), object);
        bytes += HeapBytes.of(object);
    }

    public long seq() {
        return seq;
    }

    /** What the objects and deletions take of the heap, as {@link HeapBytes} estimates it. */
    public long bytes() {
        return bytes + deletions.bytes();
    }

    public Collection<CanvasObject> objects() {
        return Collections.unmodifiableCollection(objects.values());
    }

    /**
     * Bytes of the heap by which it would grow if these objects were put, and those deleted; negative when it would
     * shrink.
     *
     * @param puts bytes of their props by id
     */
    public long growth(Map<String, Integer> puts, Collection<String> deletions) {
        long growth = 0;
        for (Map.Entry<String, Integer> put : puts.entrySet()) {
            CanvasObject old = objects.get(put.getKey());
            growth += HeapBytes.object(put.getKey(), put.getValue()) - (old == null ? 0 : HeapBytes.of(old));
        }
        for (String id : deletions) {
            CanvasObject old = objects.get(id);
            growth += old == null ? 0 : HeapBytes.deletion(id) - HeapBytes.of(old);
        }
        return growth;
    }

    /** The time of the last event, in milliseconds since 1970; 0 before the first. */
    public long lastAt() {
        return lastAt;
    }

    /** The object, or null. */
    public @Nullable CanvasObject object(String id) {
        return objects.get(id);
    }

    /** The objects whose last change is after {@code seq}, the latest first. */
    public List<CanvasObject> changedSince(long seq) {
        List<CanvasObject> changed = new ArrayList<>();
        for (CanvasObject object : objects.sequencedValues().reversed()) {
            if (object.seq() <= seq) {
                break;
            }
            changed.add(object);
        }
        return changed;
    }

    /**
     * The objects whose last change is after {@code seq}, the earliest first: at most {@code most} of them, and besides
     * the others that the last event among them has changed. It looks from both ends, so that it is quick near either.
     */
    public List<CanvasObject> changedAfter(long seq, int most) {
        Iterator<CanvasObject> earliest = objects.values().iterator();
        Iterator<CanvasObject> latest = objects.sequencedValues().reversed().iterator();
        Deque<CanvasObject> passed = new ArrayDeque<>();
        while (earliest.hasNext()) {
            CanvasObject early = earliest.next();
            if (early.seq() > seq) {
                return first(most, early, earliest);
            }
            CanvasObject late = latest.next();
            if (late.seq() <= seq) {
                break;
            }
            passed.addFirst(late);
        }
        return passed.isEmpty() ? List.of() : first(most, passed.removeFirst(), passed.iterator());
    }

    private static List<CanvasObject> first(int most, CanvasObject first, Iterator<CanvasObject> others) {
        List<CanvasObject> taken = new ArrayList<>();
        CanvasObject next = first;
        while (taken.size() < most || next.seq() == taken.getLast().seq()) {
            taken.add(next);
            if (!others.hasNext()) {
                break;
            }
            next = others.next();
        }
        return taken;
    }

    /**
     * The ids deleted after {@code seq} that no object has now, the latest first.
     *
     * @param seq not below {@link #deletionsKnownFrom}
     */
    public List<String> deletedSince(long seq) {
        return deletions.since(seq);
    }

    /** The seq after which all deletions are known here. */
    public long deletionsKnownFrom() {
        return deletions.knownFrom();
    }

    /** Forgets the oldest deletions, none after {@code upTo}, until at most {@code kept} are left. */
    public void forgetDeletions(long upTo, int kept) {
        deletions.forget(upTo, kept);
    }

    /** Bytes of the objects that the patches among these changes rewrite, whole, however little they change. */
    public long rewrites(List<Change> changes) {
        long bytes = 0;
        for (Change change : changes) {
            CanvasObject object = change instanceof Change.Patch ? objects.get(change.id()) : null;
            bytes += object == null ? 0 : object.props().length();
        }
        return bytes;
    }

    /** Whether nothing would be left of these changes: they delete what does not exist (rule E9). */
    public boolean isWithoutEffect(List<Change> changes) {
        return changes.stream()
                .allMatch(change -> change instanceof Change.Delete && !objects.containsKey(change.id()));
    }

    /** Decides whether the edit is accepted, and as which event. Changes nothing. */
    public Decision decide(AuthoredEdit edit) {
        List<Change> changes = edit.edit().changes();
        Draft draft = new Draft(objects, limits, changes.size());
        List<Change> kept = new ArrayList<>(changes.size());
        for (Change change : changes) {
            switch (draft.check(change)) {
                case Draft.Outcome.Kept _ -> kept.add(change);
                case Draft.Outcome.WithoutEffect _ -> {}
                case Draft.Outcome.Refused refused -> {
                    return new Decision.Refused(refused.refusal());
                }
            }
        }
        Event event = new Event(
                seq + 1,
                Math.max(edit.at(), lastAt),
                edit.by(),
                edit.client(),
                edit.edit().edit(),
                edit.edit().group(),
                kept);
        return new Decision.Accepted(event, draft);
    }

    /**
     * Applies the next event. Nothing else changes a canvas.
     *
     * @throws IllegalStateException the event is not the next one, or patches an object that does not exist: an
     *     invariant is broken
     */
    public void apply(Event event) {
        advance(event);
        for (Change change : event.changes()) {
            apply(change, event);
        }
    }

    /**
     * Applies the event that this canvas has decided last. The result is that of {@link #apply(Event)}; the patches are
     * not merged a second time.
     *
     * @throws IllegalStateException another event was applied since
     */
    public void apply(Decision.Accepted accepted) {
        Event event = accepted.event();
        advance(event); // throws when another event was applied since: the draft fits these objects only
        accepted.draft().forEachChanged((id, props) -> {
            if (props == null) {
                delete(id, event);
            } else {
                set(id, props, event);
            }
        });
    }

    private void advance(Event event) {
        if (event.seq() != seq + 1) {
            throw new IllegalStateException("event " + event.seq() + " cannot follow " + seq);
        }
        seq = event.seq();
        lastAt = event.at();
    }

    private void apply(Change change, Event event) {
        switch (change) {
            case Change.Put put -> set(put.id(), put.props(), event);
            case Change.Patch patch -> {
                CanvasObject old = objects.get(patch.id());
                if (old == null) {
                    throw new IllegalStateException(
                            "event " + event.seq() + " patches an object that does not exist: " + patch.id());
                }
                set(patch.id(), Merge.patched(old.props(), patch), event);
            }
            case Change.Delete delete -> delete(delete.id(), event);
        }
    }

    private void set(String id, Json props, Event event) {
        CanvasObject old = objects.get(id);
        String kept = old == null ? id : old.id(); // one string for the life of the object
        objects.putLast(kept, new CanvasObject(kept, props, event.seq(), event.at(), event.by()));
        if (old != null) {
            bytes += props.length() - old.props().length();
            return;
        }
        bytes += HeapBytes.object(id, props.length());
        deletions.remove(id);
    }

    private void delete(String id, Event event) {
        CanvasObject old = objects.remove(id);
        if (old != null) {
            bytes -= HeapBytes.of(old);
        }
        deletions.add(id, event.seq());
    }
}
