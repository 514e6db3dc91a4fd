package dev.easel.bench.load;

import dev.easel.protocol.frame.DeflatedFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;

/**
 * What the clients of one project share: the frames that came last, each decoded once. All receivers get the same
 * bytes, so all but the first only compare. Confined to the generator's thread.
 */
public final class Room {
    /** Frames that are remembered; a receiver further behind than that decodes for itself. */
    private static final int REMEMBERED = 256;

    private final String path;
    private final FrameReader reader;
    private final Frame[] frames = new Frame[REMEMBERED];
    private final Frame own = new Frame();
    private final List<Snapshot> snapshot = new ArrayList<>();

    /** @param path of the project's socket, as in a URL */
    Room(String path, FrameReader reader) {
        this.path = path;
        this.reader = reader;
        for (int i = 0; i < REMEMBERED; i++) {
            frames[i] = new Frame();
        }
    }

    String path() {
        return path;
    }

    /** @param seq the one the receiver expects to come first */
    Frame events(long seq, byte[] text, int from, int to) {
        Frame remembered = frames[(int) (seq & (REMEMBERED - 1))];
        if (remembered.holds(text, from, to)) {
            return remembered;
        }
        reader.readEvents(text, from, own);
        if (own.isBrief() || own.events() == 0 || own.seq(0) != seq) {
            return own;
        }
        reader.readEvents(text, from, remembered);
        remembered.keep(text, from, to);
        return remembered;
    }

    /** The authors that a {@code ready} explains; valid until the next frame is read. */
    Frame authors(byte[] text, int from) {
        reader.readAuthors(text, from, own);
        return own;
    }

    /**
     * The objects in a frame of a sync; a frame equal to that of an earlier sync is not decoded again.
     *
     * @param index 0 for the sync's first such frame
     */
    int objects(int index, byte[] text, int from, int to) {
        return isKnown(index, text, from, to)
                ? snapshot.get(index).objects()
                : keep(index, text, from, to, reader.objects(text, from));
    }

    /** The same for a frame in its binary form, which is inflated for the first that gets it. */
    int deflatedObjects(int index, byte[] frame, int from, int to) throws IOException {
        if (isKnown(index, frame, from, to)) {
            return snapshot.get(index).objects();
        }
        try {
            byte[] text = DeflatedFrame.text(Arrays.copyOfRange(frame, from, to));
            return keep(index, frame, from, to, reader.objects(text, 0));
        } catch (DataFormatException damaged) {
            throw new IOException(damaged);
        }
    }

    private boolean isKnown(int index, byte[] bytes, int from, int to) {
        return index < snapshot.size() && snapshot.get(index).frame().holds(bytes, from, to);
    }

    private int keep(int index, byte[] bytes, int from, int to, int objects) {
        Frame frame = new Frame();
        frame.keep(bytes, from, to);
        Snapshot read = new Snapshot(frame, objects);
        if (index < snapshot.size()) {
            snapshot.set(index, read);
        } else {
            snapshot.add(read);
        }
        return read.objects();
    }

    private record Snapshot(Frame frame, int objects) {}
}
