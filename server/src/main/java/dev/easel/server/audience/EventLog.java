package dev.easel.server.audience;

import dev.easel.protocol.Event;
import dev.easel.protocol.ServerMessage.NumberedAuthor;
import dev.easel.protocol.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The events that not all sessions of a room were told yet, and how far they are durable. Of a session nothing needs to
 * be known but up to where it was {@link Told}: those who were told the same get the same frames. Confined to the
 * room's loop.
 */
public final class EventLog {
    private final AuthorNumbers numbers = new AuthorNumbers();
    private final List<ToldEvent> events = new ArrayList<>();
    private Told now;

    /** @param now everybody who comes knows that much */
    public EventLog(Told now) {
        this.now = now;
    }

    /**
     * The next event.
     *
     * @param changes those of the event, encoded in full
     * @param authorId what others know its client by
     * @param author the session that carried the edit, or null
     */
    public void add(Event event, Json changes, UUID authorId, @Nullable Session author) {
        if (event.seq() != now.seq() + 1) {
            throw new IllegalStateException("event " + event.seq() + " cannot follow " + now.seq());
        }
        events.add(new ToldEvent(event, changes, authorId, author, numbers.told(event, authorId)));
        now = new Told(event.seq(), now.durable());
    }

    /** Everything up to {@code seq} is durable. */
    public void durable(long seq) {
        now = new Told(now.seq(), seq);
    }

    /** Where who has been told of everything stands. */
    public Told now() {
        return now;
    }

    /** What is told next to who was told that much. There is something, and nothing of it was forgotten. */
    public EventFrames after(Told told) {
        int unknown = Math.toIntExact(now.seq() - told.seq());
        if (unknown > events.size()) {
            throw new IllegalStateException("a session was told up to " + told.seq() + " only, and lacks events");
        }
        OptionalLong durable = now.durable() == told.durable() ? OptionalLong.empty() : OptionalLong.of(now.durable());
        return new EventFrames(events.subList(events.size() - unknown, events.size()), durable);
    }

    /**
     * All sessions were told the events up to this one.
     *
     * @param each given the events that are forgotten with it
     */
    public void toldAll(long seq, Consumer<Event> each) {
        int known = Math.max(0, events.size() - Math.toIntExact(now.seq() - seq));
        List<ToldEvent> forgotten = events.subList(0, known);
        forgotten.forEach(it -> each.accept(it.event()));
        forgotten.clear();
    }

    /**
     * Whom each number of an author stands for, for who has been told of everything.
     *
     * @param at in milliseconds since 1970
     */
    public SequencedMap<Integer, NumberedAuthor> explained(long at) {
        long lately = at - AuthorNumbers.LATELY_MS;
        // a number of an event that some lack stays, or it would mean two authors in their next frame
        return numbers.explained(
                events.isEmpty()
                        ? lately
                        : Math.min(lately, events.getFirst().event().at()));
    }
}
