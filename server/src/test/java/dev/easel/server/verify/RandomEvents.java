package dev.easel.server.verify;

import dev.easel.protocol.Change;
import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.Event;
import dev.easel.protocol.JsonReader;
import dev.easel.protocol.Limits;
import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonMembers;
import dev.easel.server.canvas.AuthoredEdit;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** Random edits of a few objects, decided and applied by a canvas as a room does. */
public final class RandomEvents {
    private static final Json MORE = JsonMembers.find(JsonReader.stored("{\"p\":[[1,2.5]]}"), Json.string("p"));

    public final Canvas canvas = new Canvas(Limits.DEFAULTS);
    private final Random random;
    private final UUID client;
    private long edits;

    public RandomEvents(long seed) {
        random = new Random(seed);
        client = new UUID(seed, 1);
    }

    /** Makes and applies the next {@code count} events. */
    public List<Event> next(int count) {
        List<Event> events = new ArrayList<>();
        while (events.size() < count) {
            Edit edit = new Edit(++edits, Optional.empty(), changes());
            AuthoredEdit authored = new AuthoredEdit(client, "Ada", 1_700_000_000_000L + edits, edit);
            if (canvas.decide(authored) instanceof Decision.Accepted accepted) {
                canvas.apply(accepted);
                events.add(accepted.event());
            }
        }
        return events;
    }

    private List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            String id = "o" + random.nextInt(8);
            changes.add(
                    switch (random.nextInt(6)) {
                        case 0 -> new Change.Delete(id);
                        case 1, 2 -> new Change.Put(id, json(random.nextInt(3)));
                        case 3 -> new Change.Patch(id, json(1), List.of("b"), List.of());
                        default ->
                            new Change.Patch(
                                    id,
                                    Json.EMPTY_OBJECT,
                                    List.of(),
                                    List.of(new Change.Append("p", random.nextInt(3), MORE)));
                    });
        }
        return changes;
    }

    private Json json(int which) {
        String number = List.of("-0", "1e300", "0.1", "17", "-2.50", "5e-324").get(random.nextInt(6));
        return JsonReader.stored(
                switch (which) {
                    case 0 -> "{\"p\":[],\"x\":" + number + ",\"type\":\"line\"}";
                    case 1 -> "{\"x\":" + number + ",\"text\":\"é\\u2028🎨\"}";
                    default -> "{\"p\":[" + number + "],\"b\":{\"z\":1,\"a\":null}}";
                });
    }
}
