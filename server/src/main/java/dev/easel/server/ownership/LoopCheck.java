package dev.easel.server.ownership;

import dev.easel.server.loop.Loop;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks event loops whether they run. Used from one thread; the loops answer from theirs. */
final class LoopCheck {
    private final List<? extends Loop> loops;
    private final AtomicInteger missing = new AtomicInteger();

    LoopCheck(List<? extends Loop> loops) {
        this.loops = loops;
    }

    /** Asks all; the answers before must have come. */
    void ask() {
        missing.set(loops.size());
        loops.forEach(loop -> loop.execute(missing::decrementAndGet));
    }

    /** Whether all have answered since they were asked. */
    boolean haveAnswered() {
        return missing.get() == 0;
    }
}
