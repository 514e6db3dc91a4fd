package dev.easel.server.store;

import dev.easel.protocol.Event;
import dev.easel.protocol.Limits;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.canvas.HeapBytes;
import dev.easel.server.persistence.LoadLimit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A project as it is read: the objects it begins with, and the events after them as they come. Up to
 * {@link #KEPT_BYTES} of events are kept; with more than that, those that are kept are applied and let go. So a journal
 * of any length can be read. For one thread at a time.
 */
final class Tail {
    /** Bytes of the heap that events take which are not applied yet; one batch of rows more. */
    static final long KEPT_BYTES = 16 << 20;

    private final UUID project;
    private final LoadLimit limit;
    private final long at;
    private final Collection<CanvasObject> objects;
    private final long mostKept;
    private List<Event> kept = new ArrayList<>();
    private long keptBytes;
    private long seq;
    private @Nullable Canvas canvas;

    /**
     * @param seq that the objects stand at
     * @param at that event's time; 0 when there is none
     * @param limit has counted the objects
     */
    Tail(UUID project, long seq, long at, Collection<CanvasObject> objects, LoadLimit limit) {
        this(project, seq, at, objects, KEPT_BYTES, limit);
    }

    /** Events alone: all are kept, as the objects they belong to are not here. Who reads them has bounded them. */
    Tail(UUID project, long seq, LoadLimit limit) {
        this(project, seq, 0, List.of(), Long.MAX_VALUE, limit);
    }

    private Tail(UUID project, long seq, long at, Collection<CanvasObject> objects, long mostKept, LoadLimit limit) {
        this.project = project;
        this.seq = seq;
        this.at = at;
        this.objects = objects;
        this.mostKept = mostKept;
        this.limit = limit;
    }

    /** Of the last event. */
    long seq() {
        return seq;
    }

    /**
     * Takes the next events.
     *
     * @throws IllegalStateException one is missing, or does not fit
     */
    void take(List<Event> events) {
        long bytes = 0;
        for (Event event : events) {
            if (event.seq() != seq + 1) {
                throw missing();
            }
            seq++;
            bytes += HeapBytes.of(event);
        }
        limit.events(bytes);
        keptBytes += bytes;
        kept.addAll(events);
        if (keptBytes > mostKept) {
            apply();
        }
    }

    IllegalStateException missing() {
        return new IllegalStateException("event " + (seq + 1) + " of project " + project + " is missing");
    }

    /**
     * Applies the events that are kept.
     *
     * @throws IllegalStateException one does not fit
     */
    void apply() {
        if (canvas == null) {
            canvas = new Canvas(Limits.DEFAULTS, seq - kept.size(), at, objects);
        }
        kept.forEach(canvas::apply);
        canvas.forgetDeletions(seq, 0);
        kept = new ArrayList<>();
        keptBytes = 0;
        limit.replayed(canvas.bytes());
    }

    /** Whether events were applied: what was deleted by them is not known any more. */
    boolean isApplied() {
        return canvas != null;
    }

    /** The objects, to which the events that are kept have to be applied. */
    List<CanvasObject> objects() {
        return List.copyOf(canvas == null ? objects : canvas.objects());
    }

    /** The seq that the objects stand at. */
    long objectsSeq() {
        return seq - kept.size();
    }

    /** That event's time; 0 when there is none. */
    long objectsAt() {
        return canvas == null ? at : canvas.lastAt();
    }

    /** The events that are kept. */
    List<Event> events() {
        return kept;
    }
}
