package dev.easel.server.persistence;

/**
 * What a load may bring into memory. The store tells each batch as it has read it, one at a time, from any thread; the
 * load fails with what is thrown.
 */
public interface LoadLimit {
    /** Takes everything. */
    LoadLimit NONE = new LoadLimit() {
        @Override
        public void objects(long bytes) {}

        @Override
        public void events(long bytes) {}

        @Override
        public void replayed(long bytes) {}
    };

    /** Objects that take this many bytes of the heap were read. */
    void objects(long bytes);

    /** Events that take this many bytes of the heap, until they are replayed, were read. */
    void events(long bytes);

    /**
     * What was read so far was replayed, or is not used: of all of it, objects of this many bytes of the heap are left.
     */
    void replayed(long bytes);
}
