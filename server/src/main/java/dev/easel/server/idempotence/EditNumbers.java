package dev.easel.server.idempotence;

import static java.util.Objects.requireNonNull;

import dev.easel.protocol.ServerMessage.AppliedEdit;
import dev.easel.server.persistence.HeldEdit;
import dev.easel.server.persistence.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;

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

    private static final Whose NOBODYS = new Whose.Nobodys();
    private static final Whose ANOTHERS = new Whose.Anothers();

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

    /** Whether anybody holds a client: a session, a request, bulk work. */
    public boolean areHeld() {
        return clients.values().stream().anyMatch(Numbers::isHeld);
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

    /** Whether the project holds the number, as far as memory knows: from whomever it came. */
    public boolean isHeld(UUID client, long edit) {
        Numbers numbers = clients.get(client);
        return numbers != null && numbers.seqs.has(edit);
    }

    /**
     * Whose the number is, as far as memory knows: the sender's when the edit held is the same, by {@link ContentHash}.
     *
     * @param content the hash of what is sent, asked for only when the number is held
     */
    public Whose whose(UUID client, long edit, LongSupplier content) {
        Numbers numbers = clients.get(client);
        HeldEdit held = numbers == null ? null : numbers.seqs.find(edit);
        if (held == null) {
            return NOBODYS;
        }
        return held.origin().isOf(content.getAsLong()) ? new Whose.Senders(held.seq()) : ANOTHERS;
    }

    public void add(UUID client, long edit, long seq, Origin origin) {
        numbers(client).seqs.add(edit, seq, origin);
    }

    /**
     * Keeps everything that is known of the client, however much, until {@link #releaseAll}: while the store is asked,
     * and until all that was asked for is judged.
     */
    public void holdAll(UUID client) {
        numbers(client).holdersOfAll++;
    }

    public void releaseAll(UUID client) {
        Numbers numbers = held(client);
        numbers.holdersOfAll--;
        if (numbers.isForgettable(durable)) {
            clients.remove(client);
        }
    }

    /** The store has these edits of the client, of which all is held. */
    public void learn(UUID client, List<HeldEdit> stored) {
        Numbers numbers = held(client);
        stored.forEach(known -> numbers.seqs.add(known.edit(), known.seq(), known.origin()));
    }

    /** Everything that the store has from this number on is in memory now. The client must be held. */
    public void knownFrom(UUID client, long edit) {
        Numbers numbers = held(client);
        numbers.knownFrom = Math.min(numbers.knownFrom, edit);
    }

    /**
     * The edits from number {@code pending} on that came over sockets of the client, lowest first. Of those that came
     * otherwise, anybody may be the author; the client sends them again, and then their content tells.
     */
    public List<AppliedEdit> from(UUID client, long pending) {
        List<AppliedEdit> found = new ArrayList<>();
        held(client).seqs.forEachFrom(pending, known -> {
            if (known.origin().isOverSocket()) {
                found.add(new AppliedEdit(known.edit(), known.seq()));
            }
        });
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
        int holdersOfAll;

        boolean isHeld() {
            return holders > 0 || holdersOfAll > 0;
        }

        boolean isForgettable(long durable) {
            return !isHeld() && !seqs.hasAfter(durable);
        }

        void prune(long durable) {
            while (holdersOfAll == 0 && seqs.size() > KEPT && seqs.firstSeq() <= durable) {
                knownFrom = Math.max(knownFrom, seqs.firstEdit() + 1);
                seqs.removeFirst();
            }
        }
    }
}
