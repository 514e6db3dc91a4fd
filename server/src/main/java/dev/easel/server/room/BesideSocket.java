package dev.easel.server.room;

import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.server.audience.Audience;
import dev.easel.server.idempotence.EditNumbers;
import dev.easel.server.loop.Loop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Requests with edits of a client that is connected, which therefore nobody else may number (rule E15). A page that
 * closes sends its edits over HTTP beside its socket: each request waits a moment, until the socket has gone or has
 * brought the same numbers. Whoever else knows the client's UUID waits in vain. Confined to the room's loop.
 */
final class BesideSocket {
    /** How long a client's requests wait, in milliseconds. For as long again later ones do not wait at all. */
    static final long PATIENCE_MS = 2_000;

    /** Requests that wait in one room. */
    static final int MOST = 16;

    /** Bytes of changes that wait in one room, unless a single request holds more. */
    static final long MOST_BYTES = 4 << 20;

    private final Loop loop;
    private final Audience audience;
    private final EditNumbers numbers;
    private final Map<UUID, Waits> clients = new HashMap<>();
    private int requests;
    private long bytes;

    BesideSocket(Loop loop, Audience audience, EditNumbers numbers) {
        this.loop = loop;
        this.audience = audience;
        this.numbers = numbers;
    }

    /** Whether this edit is the socket's to bring: its client is connected, and the project does not hold it. */
    boolean isSockets(UUID client, Edit edit) {
        return audience.of(client) != null && !numbers.isHeld(client, edit.edit());
    }

    /**
     * Runs {@code answer} once: now, when there is nothing to wait for, or at the end of the wait.
     *
     * @param edits of a client whose numbers are held
     * @return false when too many wait already: then it is not run
     */
    boolean await(UUID client, List<Edit> edits, Runnable answer) {
        Request request = new Request(client, edits, answer);
        if (request.isClear() || isExhausted(client)) {
            answer.run();
            return true;
        }
        if (requests > 0 && (requests == MOST || bytes + request.bytes > MOST_BYTES)) {
            return false;
        }
        clients.computeIfAbsent(client, Waits::new).add(request);
        return true;
    }

    private boolean isExhausted(UUID client) {
        Waits waits = clients.get(client);
        return waits != null && waits.isExhausted;
    }

    /** The client's socket has brought an edit, or has gone. Its requests are looked at when this turn is over. */
    void changed(UUID client) {
        Waits waits = clients.get(client);
        if (waits != null && !waits.isLookedAt) {
            waits.isLookedAt = true;
            loop.execute(waits::look);
        }
    }

    /** What waits for one client. */
    private final class Waits {
        private final UUID client;
        private final List<Request> waiting = new ArrayList<>();
        private Loop.Timer timer;
        private boolean isLookedAt;
        private boolean isExhausted;

        Waits(UUID client) {
            this.client = client;
            timer = loop.after(PATIENCE_MS, this::exhausted);
        }

        void add(Request request) {
            waiting.add(request);
            requests++;
            bytes += request.bytes;
        }

        void look() {
            isLookedAt = false;
            List<Request> clear = waiting.stream().filter(Request::isClear).toList();
            if (audience.of(client) == null) {
                timer.cancel();
                clients.remove(client, this);
            }
            answer(clear);
        }

        /** The socket lives. */
        private void exhausted() {
            isExhausted = true;
            timer = loop.after(PATIENCE_MS, () -> clients.remove(client, this));
            answer(List.copyOf(waiting));
        }

        /** Each in a task of its own, so that one that fails keeps no other from being answered. */
        private void answer(List<Request> those) {
            waiting.removeAll(those);
            for (Request request : those) {
                requests--;
                bytes -= request.bytes;
                loop.execute(request.answer);
            }
        }
    }

    private final class Request {
        private final UUID client;
        private final List<Edit> edits;
        private final Runnable answer;
        private final long bytes;
        /** The first edit of which it is not known that the project holds it. */
        private int next;

        Request(UUID client, List<Edit> edits, Runnable answer) {
            this.client = client;
            this.edits = edits;
            this.answer = answer;
            this.bytes = edits.stream().mapToLong(Edit::bytes).sum();
        }

        /** Whether none of the edits is the socket's to bring. */
        boolean isClear() {
            while (next < edits.size() && !isSockets(client, edits.get(next))) {
                next++;
            }
            return next == edits.size();
        }
    }
}
