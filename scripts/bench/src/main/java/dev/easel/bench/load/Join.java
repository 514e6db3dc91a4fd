package dev.easel.bench.load;

/**
 * How long one client's join took and what it brought. Times are in nanoseconds from before the connection was opened.
 */
public final class Join {
    private final long began;
    private long firstObject;
    private long ready;
    private int frames;
    private int objects;
    private long bytes;

    Join(long began) {
        this.began = began;
    }

    void objects(int more, int length, long now) {
        if (frames++ == 0) {
            firstObject = now - began;
        }
        objects += more;
        bytes += length;
    }

    void ready(long now) {
        if (!isReady()) {
            ready = now - began;
        }
    }

    boolean isReady() {
        return ready > 0;
    }

    int frames() {
        return frames;
    }

    public int objects() {
        return objects;
    }

    public long bytes() {
        return bytes;
    }

    public long firstObject() {
        return firstObject;
    }

    public long ready() {
        return ready;
    }
}
