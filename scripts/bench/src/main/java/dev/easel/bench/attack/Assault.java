package dev.easel.bench.attack;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** An attack under way. Closed, it is over, and its connections are closed. */
public final class Assault implements AutoCloseable {
    private static final long PAUSE_MS = 100;

    private final Target target;
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    private Assault(Target target) {
        this.target = target;
    }

    /** @param projects of the attackers */
    public static Assault begin(Attack attack, InetSocketAddress server, List<String> projects) throws Exception {
        Assault assault = new Assault(new Target(server, projects, new AtomicBoolean(), new LongAdder()));
        attack.prepare(assault.target);
        for (int caller = 0; caller < attack.callers(); caller++) {
            int number = caller;
            assault.callers.execute(() -> assault.keepCalling(attack, number));
        }
        return assault;
    }

    private void keepCalling(Attack attack, int caller) {
        while (!target.isOver()) {
            try {
                attack.call(target, caller);
            } catch (InterruptedException _) {
                return;
            } catch (Exception refused) {
                target.refused().increment();
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    /** Connections that the server ended or refused. */
    public long refused() {
        return target.refused().sum();
    }

    /** Interrupted, a virtual thread that waits on a socket closes it. */
    @Override
    public void close() {
        target.over().set(true);
        callers.shutdownNow();
        callers.close();
    }
}
