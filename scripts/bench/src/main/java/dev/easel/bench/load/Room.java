package dev.easel.bench.load;

import java.util.ArrayList;
import java.util.List;

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
        if (index < snapshot.size() && snapshot.get(index).frame().holds(text, from, to)) {
            return snapshot.get(index).objects();
        }
        Frame frame = new Frame();
        frame.keep(text, from, to);
        Snapshot read = new Snapshot(frame, reader.objects(text, from));
        if (index < snapshot.size()) {
            snapshot.set(index, read);
        } else {
            snapshot.add(read);
        }
        return read.objects();
    }

    private record Snapshot(Frame frame, int objects) {}
}
