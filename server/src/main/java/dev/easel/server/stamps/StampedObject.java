package dev.easel.server.stamps;

import dev.easel.protocol.Change;
import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonMembers;
import dev.easel.server.canvas.CanvasObject;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An object, and for each of its properties the event that wrote it last. Immutable.
 *
 * @param written the seqs of these events, in the order of the properties; one seq alone where it is the same for all
 */
public record StampedObject(CanvasObject object, long[] written) {
    /** One that was put: the event has written all properties. */
    static StampedObject put(CanvasObject object) {
        return new StampedObject(object, new long[] {object.seq()});
    }

    /**
     * The object after patches of one event.
     *
     * @param now as the canvas has it after them
     */
    StampedObject patched(CanvasObject now, List<Change.Patch> patches) {
        Set<Json> touched = touched(patches);
        int count = JsonMembers.count(now.props());
        long[] after = new long[count];
        JsonMembers old = new JsonMembers(object.props());
        JsonMembers members = new JsonMembers(now.props());
        int oldIndex = -1;
        for (int i = 0; members.next(); i++) {
            if (touched.contains(members.name())) {
                after[i] = now.seq();
            } else {
                do { // a merge keeps the order of what it does not touch
                    old.next();
                    oldIndex++;
                } while (!old.isNamed(members.name()));
                after[i] = seq(oldIndex);
            }
        }
        return new StampedObject(now, count == 0 ? new long[] {now.seq()} : compact(after));
    }

    /** The event that wrote the property at this index. */
    public long seq(int index) {
        return written.length == 1 ? written[0] : written[index];
    }

    private static Set<Json> touched(List<Change.Patch> patches) {
        Set<Json> touched = new HashSet<>();
        for (Change.Patch patch : patches) {
            JsonMembers set = new JsonMembers(patch.set());
            while (set.next()) {
                touched.add(set.name());
            }
            patch.append().forEach(append -> touched.add(Json.string(append.property())));
        }
        return touched;
    }

    private static long[] compact(long[] seqs) {
        for (long seq : seqs) {
            if (seq != seqs[0]) {
                return seqs;
            }
        }
        return new long[] {seqs[0]};
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StampedObject that
                && object.equals(that.object)
                && Arrays.equals(written, that.written);
    }

    @Override
    public int hashCode() {
        return object.hashCode();
    }
}
