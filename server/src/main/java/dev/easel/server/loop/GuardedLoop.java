package dev.easel.server.loop;

import io.vertx.core.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A loop each of whose tasks runs within a guard that deals with what it throws. */
public final class GuardedLoop implements Loop {
    private final Loop loop;
    private final Consumer<Runnable> guard;

    public GuardedLoop(Loop loop, Consumer<Runnable> guard) {
        this.loop = loop;
        this.guard = guard;
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(() -> guard.accept(task));
    }

    @Override
    public void giveWay(Runnable piece) {
        loop.giveWay(() -> guard.accept(piece));
    }

    @Override
    public Timer after(long delayMs, Runnable task) {
        return loop.after(delayMs, () -> guard.accept(task));
    }

    @Override
    public <T> Future<T> offload(Supplier<T> work) {
        return loop.offload(work);
    }

    @Override
    public <T> Future<T> compute(Supplier<T> work) {
        return loop.compute(work);
    }

    @Override
    public void moderate(long ms) {
        loop.moderate(ms);
    }

    @Override
    public long now() {
        return loop.now();
    }
}
