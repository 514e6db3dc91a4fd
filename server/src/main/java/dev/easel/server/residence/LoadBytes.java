package dev.easel.server.residence;

import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.live.ProjectUnavailable.Reason;
import dev.easel.server.persistence.LoadLimit;

/**
 * What one attempt to load a project has brought into memory so far; each batch is counted as it comes, and the load
 * ends when the count passes a bound. For one thread at a time.
 */
final class LoadBytes implements LoadLimit {
    private final Memory memory;
    private final long most;
    private long objects;
    private long events;

    /** @param most bytes of a project */
    LoadBytes(Memory memory, long most) {
        this.memory = memory;
        this.most = most;
    }

    @Override
    public void objects(long bytes) {
        if (objects + bytes > most) {
            throw new ProjectUnavailable(Reason.TOO_LARGE, null);
        }
        take(bytes);
        objects += bytes;
    }

    @Override
    public void events(long bytes) {
        take(bytes);
        events += bytes;
    }

    @Override
    public void replayed(long bytes) {
        release();
        objects(bytes);
    }

    private void take(long bytes) {
        if (!memory.take(bytes)) {
            throw new ProjectUnavailable(Reason.NO_ROOM, null);
        }
    }

    /** All bytes so far. */
    long taken() {
        return objects + events;
    }

    /** Nothing of what was read stays. */
    void release() {
        memory.add(-taken());
        objects = 0;
        events = 0;
    }
}
