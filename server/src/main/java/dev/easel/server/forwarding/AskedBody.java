package dev.easel.server.forwarding;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, of which nothing is read until the owner asks for it ({@code 100 Continue}). So as long as it
 * was not asked for, the request can be sent to another instance, or be served here. Confined to the event loop of the
 * request, which was paused.
 */
final class AskedBody implements ReadStream<Buffer> {
    private final HttpServerRequest request;
    private @Nullable Handler<Buffer> handler;
    private @Nullable Handler<Void> endHandler;
    private @Nullable Handler<Throwable> exceptionHandler;
    private boolean isAsked;
    private boolean isPaused;
    private boolean isWhole;

    AskedBody(HttpServerRequest request) {
        this.request = request;
    }

    /** The owner has asked for it. Must be called once at most. */
    void ask() {
        isAsked = true;
        request.handler(this::chunk).exceptionHandler(this::failed).endHandler(_ -> end());
        if (!isPaused) {
            request.resume();
        }
    }

    boolean isAsked() {
        return isAsked;
    }

    /** Whether all of it was read. */
    boolean isWhole() {
        return isWhole;
    }

    /** Nobody needs it any more: what still comes is dropped. */
    void drop() {
        if (!isWhole) {
            request.handler(null).exceptionHandler(null).endHandler(null).resume();
        }
    }

    private void chunk(Buffer chunk) {
        if (handler != null) {
            handler.handle(chunk);
        }
    }

    private void failed(Throwable failure) {
        if (exceptionHandler != null) {
            exceptionHandler.handle(failure);
        }
    }

    private void end() {
        isWhole = true;
        if (endHandler != null) {
            endHandler.handle(null);
        }
    }

    @Override
    public AskedBody handler(@Nullable Handler<Buffer> it) {
        handler = it;
        return this;
    }

    @Override
    public AskedBody endHandler(@Nullable Handler<Void> it) {
        endHandler = it;
        return this;
    }

    @Override
    public AskedBody exceptionHandler(@Nullable Handler<Throwable> it) {
        exceptionHandler = it;
        return this;
    }

    @Override
    public AskedBody pause() {
        isPaused = true;
        if (isAsked) {
            request.pause();
        }
        return this;
    }

    @Override
    public AskedBody resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public AskedBody fetch(long amount) {
        isPaused = false;
        if (isAsked) {
            request.fetch(amount);
        }
        return this;
    }
}
