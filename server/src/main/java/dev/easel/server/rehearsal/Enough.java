package dev.easel.server.rehearsal;

import dev.easel.server.persistence.LoadLimit;

/** No more of a project is read than a rehearsal is worth. */
final class Enough implements LoadLimit {
    /** Bytes of the heap. */
    private static final long MOST = 32 << 20;

    private long left = MOST;

    @Override
    public void objects(long bytes) {
        left -= bytes;
        if (left < 0) {
            throw new IllegalStateException("it is larger than what is rehearsed");
        }
    }

    @Override
    public void events(long bytes) {
        objects(bytes);
    }

    @Override
    public void replayed(long bytes) {}
}
