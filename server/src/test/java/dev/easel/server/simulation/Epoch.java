package dev.easel.server.simulation;

import dev.easel.protocol.Event;
import dev.easel.server.simulation.GroundTruth.EditName;
import dev.easel.server.simulation.GroundTruth.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One epoch of a project: the events that its owner loaded and appended, and up to which seq the owner knows them to
 * be durable and saved.
 */
final class Epoch {
    private final GroundTruth truth;
    private final Instance owner;
    private final long loaded;
    private final List<StoredEvent> own = new ArrayList<>();
    private long stored;
    private long durable;
    private long checkpoint;

    Epoch(GroundTruth truth, Instance owner, long loaded, long checkpoint) {
        this.truth = truth;
        this.owner = owner;
        this.loaded = loaded;
        this.stored = loaded;
        this.durable = loaded;
        this.checkpoint = checkpoint;
    }

    void appended(Event event) {
        Rule.WITHOUT_GAPS.holds(event.seq() == applied() + 1, event, "after", applied());
        own.add(new StoredEvent(
                new EditName(event.client(), event.edit()),
                GroundTruth.after(at(applied()).map(StoredEvent::board).orElse(truth.board(0)), event)));
    }

    /** The database has stored one more of its own events. */
    void stored() {
        stored++;
    }

    /** Whether what the owner has at {@code seq} is stored. */
    boolean hasStored(long seq) {
        return seq <= stored;
    }

    /** The owner is told that everything up to {@code seq} is durable. */
    void durable(long seq) {
        durable = Math.max(durable, seq);
        Rule.DURABLE.holds(seq <= truth.seq(), "told", seq, "stored", truth.seq());
        for (long each = loaded + 1; each <= seq; each++) {
            EditName told = at(each).orElseThrow().name();
            Rule.DURABLE.holds(truth.past(each).name().equals(told), each, told);
        }
        check();
    }

    void checkpoint(long seq) {
        checkpoint = Math.max(checkpoint, seq);
        check();
    }

    private void check() {
        Rule.IN_ORDER.holds(checkpoint <= durable && durable <= applied(), checkpoint, durable, applied());
    }

    boolean isBy(Instance server) {
        return owner == server;
    }

    boolean hasOwn() {
        return !own.isEmpty();
    }

    long applied() {
        return loaded + own.size();
    }

    /** What the owner has at {@code seq}; empty where it has appended none so far. */
    Optional<StoredEvent> at(long seq) {
        if (seq == 0 || seq > applied()) {
            return Optional.empty();
        }
        return Optional.of(seq <= loaded ? truth.past(seq) : own.get((int) (seq - loaded - 1)));
    }
}
