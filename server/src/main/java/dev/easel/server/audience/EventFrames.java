package dev.easel.server.audience;

import dev.easel.protocol.Event;
import dev.easel.protocol.EventCodec;
import dev.easel.protocol.ServerCodec;
import dev.easel.protocol.ServerMessage.Events;
import dev.easel.protocol.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The events of one broadcast as frames, for each session in the form that it takes: each form is encoded once, when a
 * session takes it, and its bytes are the same for all; the session that carried all of the edits gets them in brief
 * (rules B1 to B5, B9, B10). A client that knows itself by nothing but its UUID gets a copy in which its own events are
 * named for it. Confined to the room's loop.
 */
public final class EventFrames {
    /** Bytes of events in one frame; a larger event has a frame of its own. */
    public static final int FRAME = 256 << 10;

    /** An event that is larger in full is not sent: all are brought up to date without it (rule R7). */
    private static final int LARGEST_EVENT = 1 << 20;

    /** More than all of an event that is not its changes, in full. */
    private static final int MOST_BESIDE_CHANGES = 1 << 10;

    /** More than what is neither changes nor group, where authors have numbers. */
    private static final int MOST_BESIDE_BOTH = 128;

    /** Bytes of JSON for one unit of text, at most. */
    private static final int MOST_ESCAPED = 6;

    private final List<ToldEvent> events;
    private final OptionalLong durable;
    private final AuthorNumbers numbers;
    private final @Nullable Session soleAuthor;
    private @Nullable List<Json> fullEvents;
    private @Nullable List<byte[]> full;
    private @Nullable List<NumberedFrame> numbered;
    private @Nullable Set<UUID> clients;

    /**
     * @param events at least one, in seq order
     * @param durable told in the last frame
     */
    public EventFrames(List<ToldEvent> events, OptionalLong durable, AuthorNumbers numbers) {
        this.events = List.copyOf(events);
        this.durable = durable;
        this.numbers = numbers;
        Session first = events.getFirst().author();
        soleAuthor = events.stream().allMatch(event -> event.author() == first) ? first : null;
    }

    /** The seq before the first event. */
    public long before() {
        return events.getFirst().event().seq() - 1;
    }

    public boolean isTooLarge() {
        return events.stream()
                .anyMatch(event -> event.changes().length() > LARGEST_EVENT - MOST_BESIDE_CHANGES
                        && inFull(event, event.authorId()).length() > LARGEST_EVENT);
    }

    /** Sends them all. */
    public void sendTo(Session session) {
        boolean isOwn = session == soleAuthor;
        switch (session.form()) {
            case COLUMNS -> numbered().forEach(frame -> session.send(isOwn ? frame.briefColumns() : frame.columns()));
            case BY_NUMBER -> numbered().forEach(frame -> session.send(isOwn ? frame.briefEvents() : frame.events()));
            case BY_AUTHOR -> (isOwn ? brief() : full()).forEach(session::send);
            case BY_CLIENT -> (isOwn ? brief() : fullFor(session.client())).forEach(session::send);
        }
    }

    private List<NumberedFrame> numbered() {
        if (numbered == null) {
            numbered = new ArrayList<>();
            int from = 0;
            int bytes = 0;
            for (int i = 0; i < events.size(); i++) {
                int more = mostNumbered(events.get(i));
                if (i > from && (bytes + more > FRAME || i - from == AuthorNumbers.MOST)) {
                    numbered.add(new NumberedFrame(events.subList(from, i), OptionalLong.empty(), numbers));
                    from = i;
                    bytes = 0;
                }
                bytes += more;
            }
            numbered.add(new NumberedFrame(events.subList(from, events.size()), durable, numbers));
        }
        return numbered;
    }

    private List<byte[]> brief() {
        return List.of(frame(
                events.stream()
                        .map(event -> EventCodec.brief(
                                event.event().seq(), event.event().edit()))
                        .toList(),
                durable));
    }

    private List<byte[]> full() {
        if (full == null) {
            full = frames(fullEvents());
        }
        return full;
    }

    /** In full, but with this client's own events under its UUID, as it knows itself. */
    private List<byte[]> fullFor(UUID client) {
        if (!hasAnyOf(client)) {
            return full();
        }
        List<Json> named = new ArrayList<>(fullEvents());
        for (int i = 0; i < named.size(); i++) {
            Event event = events.get(i).event();
            if (event.client().equals(client)) {
                named.set(i, inFull(events.get(i), client));
            }
        }
        return frames(named);
    }

    private List<Json> fullEvents() {
        if (fullEvents == null) {
            fullEvents = events.stream()
                    .map(event -> inFull(event, event.authorId()))
                    .toList();
        }
        return fullEvents;
    }

    /** Whether one of the edits is of this client. */
    private boolean hasAnyOf(UUID client) {
        if (clients == null) {
            clients = new HashSet<>();
            for (ToldEvent event : events) {
                clients.add(event.event().client());
            }
        }
        return clients.contains(client);
    }

    private List<byte[]> frames(List<Json> all) {
        List<byte[]> frames = new ArrayList<>();
        List<Json> next = new ArrayList<>();
        int bytes = 0;
        for (Json event : all) {
            if (!next.isEmpty() && bytes + event.length() > FRAME) {
                frames.add(frame(next, OptionalLong.empty()));
                next.clear();
                bytes = 0;
            }
            next.add(event);
            bytes += event.length();
        }
        frames.add(frame(next, durable));
        return frames;
    }

    private static Json inFull(ToldEvent event, UUID client) {
        return EventCodec.full(event.event(), client, event.changes());
    }

    private static int mostNumbered(ToldEvent event) {
        int group = event.event().group().map(String::length).orElse(0);
        return event.changes().length() + MOST_BESIDE_BOTH + MOST_ESCAPED * group;
    }

    private static byte[] frame(List<Json> encoded, OptionalLong durable) {
        return ServerCodec.encode(new Events(encoded, durable));
    }
}
