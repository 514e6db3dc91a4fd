package dev.easel.server.loop;

import io.netty.channel.IoHandlerFactory;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.transport.Transport;
import org.jspecify.annotations.Nullable;

/** Vert.x's transport over NIO, with event loops that are {@link ModeratedIo moderated}. */
public final class ModeratedTransport implements Transport {
    @Override
    public String name() {
        return "moderated " + NIO.name();
    }

    @Override
    public boolean available() {
        return true;
    }

    @Override
    public @Nullable Throwable unavailabilityCause() {
        return null;
    }

    @Override
    public io.vertx.core.spi.transport.Transport implementation() {
        return new NioTransport() {
            @Override
            public IoHandlerFactory ioHandlerFactory() {
                IoHandlerFactory handlers = super.ioHandlerFactory();
                return executor -> new ModeratedIo(handlers.newHandler(executor));
            }
        };
    }
}
