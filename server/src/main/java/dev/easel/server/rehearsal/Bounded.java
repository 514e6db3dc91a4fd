package dev.easel.server.rehearsal;

import dev.easel.server.persistence.LoadLimit;

/** No more of a project is read than a rehearsal is worth. */
final class Bounded implements LoadLimit {
    /** Bytes of the heap for one project. */
    static final long BYTES = 16 << 20;

    private long taken;

    @Override
    public void objects(long bytes) {
        taken += bytes;
        if (taken > BYTES) {
            throw new IllegalStateException("it is larger than what is rehearsed");
        }
    }

    @Override
    public void events(long bytes) {
        objects(bytes);
    }

    @Override
    public void replayed(long bytes) {
        taken = 0;
        objects(bytes);
    }
}
