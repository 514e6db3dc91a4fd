package dev.easel.server.call;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The bytes of all requests' bodies that are in memory, from their arrival until their answer is sent, against one
 * bound. Where one more piece does not fit, the body that comes most slowly is given up for it: a slow line may take as
 * long as it needs, but keeps nobody else out. Used by all event loops.
 */
public final class BodyBytes {
    /** How long a body is not given up for others, in milliseconds: before that, its rate says nothing. */
    static final long GRACE_MS = 5_000;

    private final long bound;
    private final Set<Body> arriving = new LinkedHashSet<>();
    private long held;

    /** @param bound in bytes */
    public BodyBytes(long bound) {
        this.bound = bound;
    }

    /** @param givenUp told, on any thread, when the body is given up; its bytes no longer count */
    synchronized Body begin(long nowMs, Runnable givenUp) {
        Body body = new Body(nowMs, givenUp);
        arriving.add(body);
        return body;
    }

    /** Bytes in memory, of all bodies. */
    public synchronized long held() {
        return held;
    }

    public long bound() {
        return bound;
    }

    private synchronized boolean add(Body body, int more, long nowMs) {
        if (body.isOver) {
            return false;
        }
        while (held + more > bound) {
            Optional<Body> slower = slowest(nowMs).filter(other -> other.rate(nowMs) < body.rate(nowMs));
            if (slower.isEmpty()) {
                end(body);
                return false;
            }
            end(slower.get());
            slower.get().givenUp.run();
        }
        held += more;
        body.bytes += more;
        return true;
    }

    private Optional<Body> slowest(long nowMs) {
        return arriving.stream()
                .filter(body -> nowMs - body.begunMs > GRACE_MS)
                .min(Comparator.comparingDouble(body -> body.rate(nowMs)));
    }

    private synchronized void arrived(Body body) {
        arriving.remove(body);
    }

    private synchronized int counted(Body body, int more, int times) {
        return Math.clamp(bound - body.bytes, more, Math.multiplyExact(more, times));
    }

    private synchronized boolean isTooLargeWith(Body body, int more) {
        return body.bytes + more > bound;
    }

    private synchronized void remove(Body body, int bytes) {
        if (!body.isOver) {
            held -= bytes;
            body.bytes -= bytes;
        }
    }

    private synchronized void end(Body body) {
        if (!body.isOver) {
            body.isOver = true;
            arriving.remove(body);
            held -= body.bytes;
        }
    }

    /** The bytes of one body. Guarded by the lock of all. */
    final class Body {
        private final long begunMs;
        private final Runnable givenUp;
        private long bytes;
        private boolean isOver;

        private Body(long begunMs, Runnable givenUp) {
            this.begunMs = begunMs;
            this.givenUp = givenUp;
        }

        /** False when there is no room for these bytes: then those before no longer count, either. */
        boolean add(int more, long nowMs) {
            return BodyBytes.this.add(this, more, nowMs);
        }

        /**
         * The same for bytes that take {@code times} as much memory once they are read; at most all that there is for
         * a body alone.
         */
        boolean add(int more, int times, long nowMs) {
            return add(BodyBytes.this.counted(this, more, times), nowMs);
        }

        /** Whether it would not fit with so many bytes more, were it the only one. */
        boolean isTooLargeWith(int more) {
            return BodyBytes.this.isTooLargeWith(this, more);
        }

        /** So many bytes of it are no longer in memory. */
        void remove(int bytes) {
            BodyBytes.this.remove(this, bytes);
        }

        /** All of it is there; it is not given up any more. */
        void arrived() {
            BodyBytes.this.arrived(this);
        }

        /** It is no longer in memory. May be called more than once. */
        void end() {
            BodyBytes.this.end(this);
        }

        /** Bytes per millisecond since it began. */
        private double rate(long nowMs) {
            return bytes / (double) Math.max(1, nowMs - begunMs);
        }
    }
}
