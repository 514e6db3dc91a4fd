package dev.easel.server.audience;

import dev.easel.protocol.EventCodec;
import dev.easel.protocol.ServerCodec;
import dev.easel.protocol.ServerMessage.Columns;
import dev.easel.protocol.ServerMessage.Events;
import dev.easel.protocol.ServerMessage.NumberedAuthor;
import dev.easel.protocol.json.Json;
import dev.easel.server.audience.AuthorNumbers.Numbered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A frame of events whose authors have numbers, in its forms, each of them encoded when it is asked for first. Confined
 * to the room's loop.
 */
final class NumberedFrame {
    private final List<ToldEvent> entries;
    private final OptionalLong durable;
    private final List<Integer> by = new ArrayList<>();
    private final SequencedMap<Integer, NumberedAuthor> authors = new LinkedHashMap<>();
    private final SequencedMap<Integer, Long> edits = new LinkedHashMap<>();
    private final SequencedMap<Integer, Optional<String>> groups = new LinkedHashMap<>();
    private byte @Nullable [] events;
    private byte @Nullable [] columns;

    /** @param entries at most {@link AuthorNumbers#MOST}, told next to all who take numbers */
    NumberedFrame(List<ToldEvent> entries, OptionalLong durable, AuthorNumbers numbers) {
        this.entries = entries;
        this.durable = durable;
        for (ToldEvent entry : entries) {
            int index = by.size();
            Numbered told = numbers.told(entry.event(), entry.authorId());
            by.add(told.number());
            told.explained().ifPresent(author -> authors.put(told.number(), author));
            told.edit().ifPresent(edit -> edits.put(index, edit));
            told.group().ifPresent(group -> groups.put(index, group));
        }
    }

    /** Each event by itself (rule B9). */
    byte[] events() {
        if (events == null) {
            List<Json> numbered = new ArrayList<>(entries.size());
            for (int i = 0; i < entries.size(); i++) {
                ToldEvent entry = entries.get(i);
                numbered.add(EventCodec.numbered(entry.event(), by.get(i), entry.changes()));
            }
            events = ServerCodec.encode(new Events(numbered, authors, durable));
        }
        return events;
    }

    /** Each event by itself, for the session that carried all of them. */
    byte[] briefEvents() {
        List<Json> brief = entries.stream()
                .map(entry ->
                        EventCodec.brief(entry.event().seq(), entry.event().edit()))
                .toList();
        return ServerCodec.encode(new Events(brief, authors, durable));
    }

    /** What all events consist of (rule B10). */
    byte[] columns() {
        if (columns == null) {
            columns = columns(Optional.of(entries.stream()
                    .map(entry -> EventCodec.leanChanges(entry.event().changes()))
                    .toList()));
        }
        return columns;
    }

    /** What all events consist of, for the session that carried all of them. */
    byte[] briefColumns() {
        return columns(Optional.empty());
    }

    private byte[] columns(Optional<List<Json>> changes) {
        long seq = entries.getFirst().event().seq();
        long at = entries.getLast().event().at();
        return ServerCodec.encode(new Columns(seq, at, authors, by, edits, groups, changes, durable));
    }
}
