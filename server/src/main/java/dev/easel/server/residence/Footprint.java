package dev.easel.server.residence;

import dev.easel.protocol.Refusal;
import dev.easel.protocol.RefusalCode;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What one project in memory takes, from the end of its load to the end of its room. Confined to the room's loop, but
 * for {@link #bytes}.
 */
public final class Footprint implements IdleRooms.Room {
    /** An edit is refused when its board is larger than so many times what is free: large boards stop growing first. */
    private static final int TIMES_FREE = 4;

    private final Memory memory;
    private final IdleRooms idle;
    private final long most;
    private volatile long bytes;
    private boolean hasEnded;

    /** @param bytes counted in {@code memory} already */
    Footprint(Memory memory, IdleRooms idle, long most, long bytes) {
        this.memory = memory;
        this.idle = idle;
        this.most = most;
        this.bytes = bytes;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    /** The project takes this many bytes now. After its end it takes none, whatever is said. */
    public void is(long now) {
        if (!hasEnded) {
            count(now);
        }
    }

    private void count(long now) {
        long grown = now - bytes;
        if (grown != 0) {
            bytes = now;
            memory.add(grown);
        }
    }

    /**
     * Why an edit that makes the project larger cannot be taken; empty when it can. What makes it smaller always can.
     *
     * @param bytes of the project before the edit
     * @param growth bytes that the edit adds, or takes away
     */
    public Optional<Refusal> refusal(long bytes, long growth) {
        if (growth <= 0) {
            return Optional.empty();
        }
        long grown = bytes + growth;
        if (grown > most) {
            return tooLarge("the board would take " + grown + " bytes of the server's memory, over " + most
                    + " (EASEL_PROJECT_BYTES)");
        }
        return grown / TIMES_FREE > memory.free()
                ? tooLarge("the server's memory for boards is nearly full (EASEL_ROOMS_BYTES), and this board, of "
                        + bytes + " bytes, cannot grow now")
                : Optional.empty();
    }

    private static Optional<Refusal> tooLarge(String message) {
        return Optional.of(new Refusal(RefusalCode.TOO_LARGE, message));
    }

    /**
     * Nobody uses the room now: it may be asked to leave, after those that have been idle for longer.
     *
     * @param leave asks the room to leave, from any thread; completes, and never fails, when it has left or will not
     */
    public void isIdle(Supplier<Future<Void>> leave) {
        idle.add(this, leave);
    }

    /** The room is used: it is not asked to leave. */
    public void isInUse() {
        idle.remove(this);
    }

    /** The project is not in memory any more. */
    public void end() {
        idle.remove(this);
        count(0);
        hasEnded = true;
    }
}
