package dev.easel.server.simulation;

import dev.easel.protocol.Event;
import dev.easel.server.simulation.History.Name;
import dev.easel.server.simulation.History.Past;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One epoch of a project: the events its owner appended to those it had loaded, and how far it was told they are.
 */
final class Reign {
    private final History history;
    private final Instance owner;
    private final long loaded;
    private final List<Past> own = new ArrayList<>();
    private long durable;
    private long checkpoint;

    Reign(History history, Instance owner, long loaded, long checkpoint) {
        this.history = history;
        this.owner = owner;
        this.loaded = loaded;
        this.durable = loaded;
        this.checkpoint = checkpoint;
    }

    void appended(Event event) {
        Rule.WITHOUT_GAPS.holds(event.seq() == applied() + 1, event, "after", applied());
        own.add(new Past(
                new Name(event.client(), event.edit()),
                History.after(at(applied()).map(Past::board).orElse(history.board(0)), event)));
    }

    /** The owner is told that everything up to {@code seq} is durable. */
    void durable(long seq) {
        durable = Math.max(durable, seq);
        Rule.DURABLE.holds(seq <= history.seq(), "told", seq, "stored", history.seq());
        for (long each = loaded + 1; each <= seq; each++) {
            Name told = at(each).orElseThrow().name();
            Rule.DURABLE.holds(history.past(each).name().equals(told), each, told);
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
    Optional<Past> at(long seq) {
        if (seq == 0 || seq > applied()) {
            return Optional.empty();
        }
        return Optional.of(seq <= loaded ? history.past(seq) : own.get((int) (seq - loaded - 1)));
    }
}
