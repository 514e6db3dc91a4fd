package dev.easel.server.stamps;

import dev.easel.protocol.ObjectIds;
import dev.easel.protocol.json.Json;
import dev.easel.server.canvas.CanvasObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * The objects of a snapshot as bytes: the format, the authors' names, the ids that the snapshot below has and this one
 * has not, then each object as id, number of its author's name, age of its last change in events and in milliseconds,
 * and props. For worker threads.
 */
public final class ObjectsCodec {
    private static final int FORMAT = 1;

    private ObjectsCodec() {}

    /**
     * Encodes the snapshot of event {@code seq}.
     *
     * @param at the time of that event
     * @param removed ids of the snapshot below that are not in this one
     */
    public static byte[] encode(long seq, long at, Collection<String> removed, Collection<StampedObject> objects) {
        Numbering<String> names = new Numbering<>();
        objects.forEach(it -> names.of(it.object().updatedBy()));
        Packer out = new Packer().number(FORMAT).number(names.values().size());
        names.values().forEach(out::text);
        out.number(removed.size());
        removed.forEach(out::text);
        out.number(objects.size());
        for (StampedObject stamped : objects) {
            CanvasObject it = stamped.object();
            out.text(it.id())
                    .number(names.of(it.updatedBy()))
                    .number(seq - it.seq())
                    .number(at - it.updatedAt())
                    .bytes(it.props().toBytes());
        }
        return out.packed();
    }

    /**
     * @param isKept is asked of each object as it is read; only those that are kept take memory for longer
     * @throws IOException the bytes are not those of a snapshot at {@code seq}
     */
    public static Part decode(long seq, long at, byte[] bytes, Predicate<CanvasObject> isKept) throws IOException {
        Unpacker in = new Unpacker(bytes);
        if (in.number() != FORMAT) {
            throw new IOException("another format");
        }
        List<String> names = texts(in);
        List<String> removed = texts(in);
        List<CanvasObject> objects = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            CanvasObject object = object(in, names, seq, at);
            if (isKept.test(object)) {
                objects.add(object);
            }
        }
        in.end();
        return new Part(removed, objects);
    }

    private static CanvasObject object(Unpacker in, List<String> names, long seq, long at) throws IOException {
        String id = in.text();
        int name = in.count();
        long changed = seq - in.number();
        long changedAt = at - in.number();
        Json props = Json.ofBytes(in.bytes());
        if (!ObjectIds.isValid(id) || name >= names.size() || changed < 1 || !props.isObject()) {
            throw new IOException("object " + id + " cannot be in it");
        }
        return new CanvasObject(id, props, changed, changedAt, names.get(name));
    }

    private static List<String> texts(Unpacker in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            texts.add(in.text());
        }
        return texts;
    }

    /**
     * What a snapshot adds to the one below.
     *
     * @param removed ids that the one below has and this one has not
     * @param objects those that are others in this one, or all where there is none below
     */
    public record Part(List<String> removed, List<CanvasObject> objects) {}
}
