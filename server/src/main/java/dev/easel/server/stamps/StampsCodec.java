package dev.easel.server.stamps;

import dev.easel.protocol.json.JsonMembers;
import dev.easel.server.canvas.CanvasObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.LongFunction;

/**
 * Which events wrote the properties of the objects in a snapshot, as bytes: the format, the authors, the events in
 * their order, each as steps from the one before; then for each object, in the order of {@link ObjectsCodec}, the
 * numbers of its properties' events. For worker threads.
 */
public final class StampsCodec {
    private static final int FORMAT = 1;

    private StampsCodec() {}

    /** @param stamp finds the event of a seq that a property names */
    public static byte[] encode(Collection<StampedObject> objects, LongFunction<Stamp> stamp) {
        TreeSet<Long> seqs = new TreeSet<>();
        objects.forEach(it -> {
            for (long seq : it.written()) {
                seqs.add(seq);
            }
        });
        List<Stamp> stamps = seqs.stream().map(stamp::apply).toList();
        Numbering<Author> authors = new Numbering<>();
        stamps.forEach(it -> authors.of(new Author(it.by(), it.author())));
        Packer out = new Packer().number(FORMAT).number(authors.values().size());
        authors.values().forEach(it -> out.text(it.name()).text(it.id().toString()));
        Numbering<Long> numbers = new Numbering<>();
        out.number(stamps.size());
        long seq = 0;
        long at = 0;
        for (Stamp it : stamps) {
            out.number(it.seq() - seq).number(it.at() - at).number(authors.of(new Author(it.by(), it.author())));
            seq = it.seq();
            at = it.at();
            numbers.of(seq);
        }
        for (StampedObject object : objects) {
            out.number(object.written().length);
            for (long written : object.written()) {
                out.number(numbers.of(written));
            }
        }
        return out.packed();
    }

    /**
     * @param objects of the same snapshot, in its order
     * @throws IOException the bytes are not those of these objects
     */
    public static Stamped decode(byte[] bytes, List<CanvasObject> objects) throws IOException {
        Unpacker in = new Unpacker(bytes);
        if (in.number() != FORMAT) {
            throw new IOException("another format");
        }
        List<Author> authors = authors(in);
        List<Stamp> stamps = stamps(in, authors);
        List<StampedObject> stamped = new ArrayList<>(objects.size());
        for (CanvasObject object : objects) {
            int count = in.count();
            if (count != 1 && count != JsonMembers.count(object.props())) {
                throw new IOException("object " + object.id() + " has not " + count + " properties");
            }
            long[] written = new long[count];
            for (int i = 0; i < written.length; i++) {
                written[i] = at(stamps, in.count()).seq();
            }
            stamped.add(new StampedObject(object, written));
        }
        in.end();
        return new Stamped(stamped, stamps);
    }

    private static List<Author> authors(Unpacker in) throws IOException {
        List<Author> authors = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            authors.add(new Author(in.text(), UUID.fromString(in.text())));
        }
        return authors;
    }

    private static List<Stamp> stamps(Unpacker in, List<Author> authors) throws IOException {
        List<Stamp> stamps = new ArrayList<>();
        long seq = 0;
        long at = 0;
        for (int left = in.count(); left > 0; left--) {
            seq += in.number();
            at += in.number();
            Author author = at(authors, in.count());
            stamps.add(new Stamp(seq, at, author.name(), author.id()));
        }
        return stamps;
    }

    private static <T> T at(List<T> list, int index) throws IOException {
        if (index >= list.size()) {
            throw new IOException("there is no number " + index);
        }
        return list.get(index);
    }

    private record Author(String name, UUID id) {}

    /** @param stamps the events that the objects' properties name */
    public record Stamped(List<StampedObject> objects, List<Stamp> stamps) {}
}
