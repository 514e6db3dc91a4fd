package dev.easel.chaos;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One connection of a client: sends one message after the other, and says what comes in. {@link #open} and
 * {@link #send} belong to one thread at a time.
 */
final class Line implements WebSocket.Listener {
    /** No close frame came: refused, broken, or never open. */
    static final int BROKEN = 1006;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Ear ear;
    private final StringBuilder partial = new StringBuilder();
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);
    private volatile WebSocket socket;
    private volatile boolean aborted;

    Line(Ear ear) {
        this.ear = ear;
    }

    /** Who hears a line; called on threads of the HTTP client's. */
    interface Ear {
        void opened(Line line);

        void heard(Line line, String text);

        /** May be said more than once. */
        void ended(Line line, int code);
    }

    void open(HttpClient http, URI uri) {
        http.newWebSocketBuilder()
                .subprotocols("easel.v1")
                .connectTimeout(PATIENCE)
                .buildAsync(uri, this)
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        ear.ended(this, BROKEN);
                    }
                });
    }

    void send(String text) {
        sent = sent.thenCompose(_ -> socket.sendText(text, true));
        sent.exceptionally(_ -> {
            ear.ended(this, BROKEN);
            return null;
        });
    }

    /** Breaks the connection without a word; nothing is heard after it. */
    void abort() {
        aborted = true;
        if (socket != null) {
            socket.abort();
        }
    }

    @Override
    public void onOpen(WebSocket opened) {
        socket = opened;
        if (aborted) {
            opened.abort();
            return;
        }
        ear.opened(this);
        opened.request(1);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            String text = partial.toString();
            partial.setLength(0);
            ear.heard(this, text);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        ear.ended(this, code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable cause) {
        ear.ended(this, BROKEN);
    }
}
