package dev.easel.server.call;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * Whole boards that answers hold in memory until they are sent: for a caller who reads slowly that is long, and the
 * board has moved on meanwhile. What several answers hold together counts once. Where all together are more than the
 * bound, the one that has been held for longest is let go: its answers are broken off. What one answer holds is never
 * let go for more of the same. Used by all event loops.
 */
public final class BoardsHeld {
    private final long bound;
    private final IdentityHashMap<Object, Held> known = new IdentityHashMap<>();
    /** The one that has been held for longest first. */
    private final SequencedSet<Held> standing = new LinkedHashSet<>();

    private long bytes;

    /** @param bound in bytes of the heap */
    public BoardsHeld(long bound) {
        this.bound = bound;
    }

    /**
     * The answer to the call holds this, until it has ended. May be called more than once.
     *
     * @param what is told from others by what it is, and not by what is in it
     */
    public void hold(Call call, Object what, long size) {
        call.whenEnded(hold(call, call::breakOff, what, size));
    }

    /**
     * @param answer that holds it
     * @param breakOff ends the answer; called on any thread
     * @return must be run when it is held no more
     */
    Runnable hold(Object answer, Runnable breakOff, Object what, long size) {
        List<Runnable> broken = new ArrayList<>();
        Held held;
        synchronized (this) {
            held = known.computeIfAbsent(what, _ -> begun(what, size));
            held.answers.put(answer, breakOff);
            while (bytes > bound) {
                Optional<Held> longest = standing.stream()
                        .filter(it -> !it.answers.containsKey(answer))
                        .findFirst();
                if (longest.isEmpty()) {
                    break;
                }
                end(longest.get());
                broken.addAll(longest.get().answers.values());
            }
        }
        broken.forEach(Runnable::run);
        return () -> release(held, answer);
    }

    private Held begun(Object what, long size) {
        Held held = new Held(what, size);
        standing.add(held);
        bytes += size;
        return held;
    }

    private synchronized void release(Held held, Object answer) {
        held.answers.remove(answer);
        if (held.answers.isEmpty()) {
            end(held);
        }
    }

    private void end(Held held) {
        if (standing.remove(held)) {
            known.remove(held.what);
            bytes -= held.size;
        }
    }

    /** Bytes of the heap. */
    synchronized long bytes() {
        return bytes;
    }

    /** Identity counts: it is not a record. */
    private static final class Held {
        private final Object what;
        private final long size;
        /** How each answer that holds it is broken off. */
        private final IdentityHashMap<Object, Runnable> answers = new IdentityHashMap<>();

        Held(Object what, long size) {
            this.what = what;
            this.size = size;
        }
    }
}
