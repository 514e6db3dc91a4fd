package dev.easel.server.derived;

import dev.easel.server.canvas.HeapBytes;
import dev.easel.server.derived.HistorySnapshots.StampedSnapshot;
import dev.easel.server.stamps.ObjectsCodec;
import dev.easel.server.stamps.StampedCanvas;
import dev.easel.server.stamps.StampedObject;
import dev.easel.server.stamps.StampsCodec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A canvas of which snapshots are made as it goes on. Most of them hold only what has changed since a whole one before;
 * where that is over half of the canvas, the next is whole. For one thread at a time.
 */
final class SnapshotDraft {
    private final StampedCanvas canvas;
    private long below;
    private Set<String> belowIds;

    SnapshotDraft(StampedSnapshot begin) {
        canvas = begin.canvas();
        below = begin.below();
        belowIds = begin.belowIds();
    }

    StampedCanvas canvas() {
        return canvas;
    }

    /** The snapshot of the canvas as it is. */
    Encoded encode() {
        canvas.forgetUnnamed();
        List<StampedObject> changed = new ArrayList<>();
        long bytes = 0;
        Set<String> ids = new HashSet<>();
        for (StampedObject it : canvas.objects()) {
            ids.add(it.object().id());
            if (it.object().seq() > below) {
                changed.add(it);
                bytes += HeapBytes.of(it.object());
            }
        }
        if (below == 0 || 2 * bytes > canvas.bytes()) {
            below = canvas.seq();
            belowIds = ids;
            return encoded(null, List.of(), List.copyOf(canvas.objects()));
        }
        List<String> removed = belowIds.stream().filter(id -> !ids.contains(id)).toList();
        return encoded(below, removed, changed);
    }

    private Encoded encoded(@Nullable Long on, List<String> removed, List<StampedObject> objects) {
        return new Encoded(
                canvas.seq(),
                on,
                canvas.at(),
                ObjectsCodec.encode(canvas.seq(), canvas.at(), removed, objects),
                StampsCodec.encode(objects, canvas::stamp));
    }

    /**
     * A row of {@code history_snapshot}.
     *
     * @param below null where it stands alone
     */
    record Encoded(long seq, @Nullable Long below, long at, byte[] objects, byte[] stamps) {
        int bytes() {
            return objects.length + stamps.length;
        }
    }
}
