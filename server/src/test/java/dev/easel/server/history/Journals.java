package dev.easel.server.history;

import static dev.easel.server.store.TestDatabase.await;

import dev.easel.protocol.Change;
import dev.easel.protocol.Event;
import dev.easel.protocol.JsonReader;
import dev.easel.protocol.json.Json;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Journals for tests. */
final class Journals {
    static final UUID CLIENT = UUID.fromString("c11e0000-0000-4000-8000-000000000001");
    static final long BEGAN = 1_700_000_000_000L;
    private static final int BOARD = 500;

    private Journals() {}

    /** Puts 500 objects; after that only the first of them is changed. */
    static List<Event> boardThenOneObject(int count) {
        List<Event> events = new ArrayList<>(count);
        for (int seq = 1; seq <= count; seq++) {
            Change change = seq <= BOARD
                    ? new Change.Put(
                            "o" + seq, json("{\"type\":\"rectangle\",\"x\":" + seq + ",\"y\":" + 7 * seq + "}"))
                    : new Change.Patch("o1", json("{\"x\":" + seq + "}"), List.of(), List.of());
            events.add(event(seq, change));
        }
        return events;
    }

    static Event event(long seq, Change... changes) {
        return new Event(seq, BEGAN + seq, "Ada", CLIENT, seq, Optional.empty(), List.of(changes));
    }

    static Json json(String text) {
        return JsonReader.stored(text);
    }

    static List<Long> seqs(PastWorld world, String sql, UUID project) {
        return await(world.test.database().query(sql, Tuple.of(project))).stream()
                .map(row -> row.getLong("seq"))
                .toList();
    }
}
