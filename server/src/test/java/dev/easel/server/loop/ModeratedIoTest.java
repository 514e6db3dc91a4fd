package dev.easel.server.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ModeratedIoTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final List<Long> looks = new ArrayList<>();
    private final List<Long> rests = new ArrayList<>();
    private long now = 1_000 * MS;
    private boolean hasTasks;
    private long timer = Long.MAX_VALUE;
    private LongConsumer park = nanos -> {
        rests.add(nanos);
        now += nanos;
    };
    private final ModeratedIo io = new ModeratedIo(new Sockets(), () -> now, nanos -> park.accept(nanos));

    @AfterEach
    void off() {
        Moderation.ofLoop().set(0, now);
    }

    @Test
    @DisplayName("looks at its sockets at once where nothing is moderated")
    void at_once() {
        run(3);
        assertEquals(List.of(), rests);
        assertEquals(3, looks.size());
    }

    @Test
    @DisplayName("looks at them four milliseconds apart, and rests in between")
    void apart() {
        moderate();
        run(1);
        now += MS;
        run(2);
        assertEquals(List.of(3 * MS, 4 * MS), rests);
        assertEquals(List.of(1_050 * MS, 1_054 * MS, 1_058 * MS), looks);
    }

    @Test
    @DisplayName("what comes after a long silence waits for nothing")
    void idle() {
        moderate();
        run(1);
        now += 50 * MS;
        run(1);
        assertEquals(List.of(), rests);
    }

    @Test
    @DisplayName("rests no longer than until a timer falls due")
    void timers() {
        moderate();
        run(1);
        timer = now + MS;
        run(1);
        assertEquals(List.of(MS), rests);
    }

    @Test
    @DisplayName("does not rest where there are tasks")
    void tasks() {
        moderate();
        run(1);
        hasTasks = true;
        run(5);
        assertEquals(List.of(), rests);
    }

    @Test
    @DisplayName("is moderated for two of the longest beats, and then no more")
    void forgotten() {
        moderate();
        now += Moderation.HOLDS - MS;
        run(2);
        assertEquals(List.of(MS), rests);
        run(2);
        assertEquals(List.of(MS), rests);
    }

    @Test
    @Timeout(60)
    @DisplayName("a task of another thread wakes who rests")
    void woken() {
        park = _ -> {
            io.wakeup();
            LockSupport.park(this); // for ever, where nobody wakes it
            rests.add(0L);
        };
        moderate();
        run(2);
        assertEquals(List.of(0L), rests);
    }

    @Test
    @DisplayName("a task that came just before it rests is seen")
    void raced() {
        moderate();
        run(1);
        IoHandlerContext context = new Turn() {
            private int asked;

            @Override
            public boolean canBlock() {
                return asked++ == 0;
            }
        };
        io.run(context);
        assertEquals(List.of(), rests);
    }

    /** After a silence. */
    private void moderate() {
        now += 50 * MS;
        Moderation.ofLoop().set(4 * MS, now);
    }

    private void run(int times) {
        for (int i = 0; i < times; i++) {
            io.run(new Turn());
        }
    }

    private class Turn implements IoHandlerContext {
        @Override
        public boolean canBlock() {
            return !hasTasks;
        }

        @Override
        public long delayNanos(long currentTimeNanos) {
            return timer - currentTimeNanos;
        }

        @Override
        public long deadlineNanos() {
            return timer;
        }
    }

    private final class Sockets implements IoHandler {
        @Override
        public int run(IoHandlerContext context) {
            looks.add(now);
            return 0;
        }

        @Override
        public IoRegistration register(IoHandle handle) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void wakeup() {}

        @Override
        public boolean isCompatible(Class<? extends IoHandle> handleType) {
            return true;
        }
    }
}
