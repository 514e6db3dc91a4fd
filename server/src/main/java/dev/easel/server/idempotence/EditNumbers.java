package dev.easel.server.idempotence;

import static java.util.Objects.requireNonNull;

import dev.easel.protocol.ServerMessage.AppliedEdit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Which edits of which clients the project holds, so that {@code (client, edit)} is applied at most once (rule E2).
 *
 * <p>Memory holds every edit that is not durable yet. Of a client that somebody holds (a session, or a request that
 * asks), it also holds the durable ones from some number on; {@link #knows} tells whether memory can answer for a
 * number, and where it cannot, the store is asked first. Confined to the project's loop.
 */
public final class EditNumbers {
    /** Durable edits kept for each client; older ones are asked from the store again. */
    static final int KEPT = 1_024;

    private final Map<UUID, Numbers> clients = new HashMap<>();
    private long durable;

    public EditNumbers(long durable) {
        this.durable = durable;
    }

    /** Keeps what is known of the client until {@link #release}. */
    public void hold(UUID client) {
        numbers(client).holders++;
    }

    public void release(UUID client) {
        Numbers numbers = held(client);
        numbers.holders--;
        if (numbers.isForgettable(durable)) {
            clients.remove(client);
        }
    }

    /** Whether memory alone can tell if the project has this edit. The client must be held. */
    public boolean knows(UUID client, long edit) {
        Numbers numbers = held(client);
        return edit >= numbers.knownFrom || numbers.seqs.has(edit);
    }

    /** Whether memory alone can tell of all numbers from this one on. The client must be held. */
    public boolean knowsFrom(UUID client, long edit) {
        return edit >= held(client).knownFrom;
    }

    /** The event that this edit became, as far as memory knows. */
    public OptionalLong seqOf(UUID client, long edit) {
        Numbers numbers = clients.get(client);
        long seq = numbers == null ? 0 : numbers.seqs.seqOf(edit);
        return seq == 0 ? OptionalLong.empty() : OptionalLong.of(seq);
    }

    public void add(UUID client, long edit, long seq) {
        numbers(client).seqs.add(edit, seq);
    }

    /** A look-up of this client in the store begins; nothing of the client is forgotten before {@link #learn}. */
    public void ask(UUID client) {
        numbers(client).questions++;
    }

    /** The look-up has ended and found these. Each {@link #ask} is followed by one call. */
    public void learn(UUID client, List<AppliedEdit> stored) {
        Numbers numbers = held(client);
        numbers.questions--;
        stored.forEach(applied -> numbers.seqs.add(applied.edit(), applied.seq()));
        if (numbers.isForgettable(durable)) {
            clients.remove(client);
        }
    }

    /** Everything that the store has from this number on is in memory now. The client must be held. */
    public void knownFrom(UUID client, long edit) {
        Numbers numbers = held(client);
        numbers.knownFrom = Math.min(numbers.knownFrom, edit);
    }

    /** The client's edits from number {@code pending} on, lowest first. */
    public List<AppliedEdit> from(UUID client, long pending) {
        List<AppliedEdit> found = new ArrayList<>();
        held(client).seqs.forEachFrom(pending, (edit, seq) -> found.add(new AppliedEdit(edit, seq)));
        return found;
    }

    /** Events up to {@code seq} are in the store now. */
    public void durable(long seq) {
        durable = seq;
        clients.values().removeIf(numbers -> {
            numbers.prune(seq);
            return numbers.isForgettable(seq);
        });
    }

    private Numbers numbers(UUID client) {
        return clients.computeIfAbsent(client, _ -> new Numbers());
    }

    /** What is known of a client that is held. */
    private Numbers held(UUID client) {
        return requireNonNull(clients.get(client), "the client is held");
    }

    private static final class Numbers {
        final EditSeqs seqs = new EditSeqs();
        long knownFrom = Long.MAX_VALUE;
        int holders;
        int questions;

        boolean isForgettable(long durable) {
            return holders == 0 && questions == 0 && !seqs.hasAfter(durable);
        }

        void prune(long durable) {
            while (questions == 0 && seqs.size() > KEPT && seqs.firstSeq() <= durable) {
                knownFrom = Math.max(knownFrom, seqs.firstEdit() + 1);
                seqs.removeFirst();
            }
        }
    }
}
