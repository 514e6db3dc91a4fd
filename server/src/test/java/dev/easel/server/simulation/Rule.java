package dev.easel.server.simulation;

import java.util.function.Supplier;

/** What must hold after every step of every world. */
public enum Rule {
    WITHOUT_GAPS("the stored events of a project are 1, 2, 3…"),
    ONCE("no (client, edit) is stored twice"),
    EPOCHS("each load has an epoch of its own, epochs rise, and events are stored in the order of their epochs"),
    FENCED("an owner whose epoch has passed stores nothing"),
    ONE_OWNER("a stored event is what the owner of its epoch appended"),
    LEASE("a project is claimed from nobody but an owner that is gone, or silent for its lease"),
    FROZEN("an owner whose lease ran out takes no edit before a beat, and a look at what it owns"),
    ONE_HOP("what one instance has passed on, no other passes on"),
    KEPT("a room loses its project to nobody but another owner"),
    IN_ORDER("checkpoint ≤ durable ≤ applied"),
    DURABLE("what was called durable is stored, and stays"),
    ROWS("the object rows are the replay of the events to the checkpoint"),
    LOADED("a load finds the events that are stored"),
    FITS("every event fits the canvas before it"),
    CONTIGUOUS("a client receives events without gaps"),
    SYNC_ALONE("only objects come between welcome and ready"),
    NOT_AHEAD("durable is told to no session ahead of the events it covers"),
    COPY("a client's copy is the replay of its epoch's events to its seq"),
    TRUTHFUL("a client is told that it diverged only when what it saw last is not stored"),
    ANSWERS("a client hears about its own edits only, and nothing that contradicts what it heard"),
    WELCOME("a client that keeps to the protocol is never turned out for it"),
    OWN("what a client hears of as its own edit is that edit, and not a stranger's"),
    REFUSED("a refused edit leaves no trace"),
    UNBROKEN("no room, no journal and no task breaks down"),
    DRAINED("what was drained is stored and saved"),
    ALONE("a project for which the database fails delays no other"),
    LIVE("once everything works again, every client comes to the owner of its project"),
    RECOVERS("once everything works again, every edit settles"),
    EQUAL("in the end every client, the room, the rows and the events are one canvas"),
    SETTLED("in the end every edit is stored once, or refused and told so");

    final String sentence;

    Rule(String sentence) {
        this.sentence = sentence;
    }

    /** Fails unless it holds. */
    public void holds(boolean does, Object... seen) {
        if (!does) {
            throw broken(seen);
        }
    }

    /** The same, where it takes long to describe what is seen. */
    public void holds(boolean does, Supplier<String> seen) {
        if (!does) {
            throw broken(seen.get());
        }
    }

    private Violation broken(Object... seen) {
        Violation violation = new Violation(this, seen);
        ErrorCapture.keep(violation);
        return violation;
    }
}
