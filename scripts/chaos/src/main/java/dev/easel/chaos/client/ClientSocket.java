package dev.easel.chaos.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a client: sends one message after the other, and passes on what comes in. {@link #open} and
 * {@link #send} belong to one thread at a time.
 */
final class ClientSocket implements WebSocket.Listener {
    /** No close frame came: refused, broken, or never open. */
    static final int BROKEN = 1006;

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private final Listener listener;
    private final StringBuilder partial = new StringBuilder();
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);
    private volatile @Nullable WebSocket socket;
    private volatile boolean aborted;

    ClientSocket(Listener listener) {
        this.listener = listener;
    }

    /** What happens on a socket; called on threads of the HTTP client. */
    interface Listener {
        void opened(ClientSocket socket);

        void heard(ClientSocket socket, String text);

        /** May be said more than once. */
        void ended(ClientSocket socket, int code);
    }

    void open(HttpClient http, URI uri) {
        http.newWebSocketBuilder()
                .subprotocols("easel.v1")
                .connectTimeout(CONNECT_LIMIT)
                .buildAsync(uri, this)
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        listener.ended(this, BROKEN);
                    }
                });
    }

    /** Only after {@link Listener#opened}; before it, the connection counts as broken. */
    void send(String text) {
        sent = sent.thenCompose(
                _ -> Objects.requireNonNull(socket, "not open yet").sendText(text, true));
        sent.exceptionally(_ -> {
            listener.ended(this, BROKEN);
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
        listener.opened(this);
        opened.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            String text = partial.toString();
            partial.setLength(0);
            listener.heard(this, text);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        listener.ended(this, code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable cause) {
        listener.ended(this, BROKEN);
    }
}
