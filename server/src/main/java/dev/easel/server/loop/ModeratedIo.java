package dev.easel.server.loop;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of an event loop, which it looks at as often as its {@link Moderation} says. Until the next look the loop
 * rests, unless there is a task, or a timer falls due. What waits is what sockets have: bytes to read, room for bytes
 * to write, a connection. Confined to the loop, but for {@link #wakeup}.
 */
final class ModeratedIo implements IoHandler {
    private final IoHandler io;
    private final LongSupplier nanoTime;
    private final LongConsumer park;
    private long looked;

    /** The loop's thread while it rests. */
    private volatile @Nullable Thread resting;

    ModeratedIo(IoHandler io) {
        this(io, System::nanoTime, LockSupport::parkNanos);
    }

    /** @param park as {@link LockSupport#parkNanos(long)} does */
    ModeratedIo(IoHandler io, LongSupplier nanoTime, LongConsumer park) {
        this.io = io;
        this.nanoTime = nanoTime;
        this.park = park;
        looked = nanoTime.getAsLong();
    }

    @Override
    public int run(IoHandlerContext context) {
        Moderation moderation = Moderation.ofLoop();
        if (moderation.isOn()) {
            if (context.canBlock()) {
                long now = nanoTime.getAsLong();
                rest(Math.min(moderation.wait(looked, now), context.delayNanos(now)), context);
            }
            looked = nanoTime.getAsLong();
        }
        return io.run(context);
    }

    private void rest(long nanos, IoHandlerContext context) {
        if (nanos <= 0) {
            return;
        }
        resting = Thread.currentThread();
        if (context.canBlock()) { // asked again: who gave a task before it was seen to rest has woken nobody
            park.accept(nanos);
        }
        resting = null;
    }

    @Override
    public void wakeup() {
        io.wakeup();
        LockSupport.unpark(resting);
    }

    @Override
    public void initialize() {
        io.initialize();
    }

    @Override
    public void prepareToDestroy() {
        io.prepareToDestroy();
    }

    @Override
    public void destroy() {
        io.destroy();
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        return io.register(handle);
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return io.isCompatible(handleType);
    }
}
