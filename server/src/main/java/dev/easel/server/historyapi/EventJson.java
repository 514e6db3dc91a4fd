package dev.easel.server.historyapi;

import dev.easel.protocol.json.JsonWriter;
import dev.easel.server.call.Reply;
import dev.easel.server.history.EventPage;
import dev.easel.server.history.PastEvent;

/**
 * Events over HTTP: the full form of rule B2, and {@code author}, by which everything about the past names the author
 * id that the full form calls {@code client}.
 */
final class EventJson {
    private static final int FRAME = 256;

    private EventJson() {}

    static JsonWriter write(PastEvent event, JsonWriter out) {
        out.open('{')
                .field("seq", event.seq())
                .field("at", event.at())
                .field("by", event.by())
                .field("author", event.author())
                .field("client", event.author())
                .field("edit", event.edit());
        event.group().ifPresent(group -> out.field("group", group));
        return out.field("changes", event.changes()).close('}');
    }

    static Reply page(EventPage page) {
        int bytes = page.events().stream()
                .mapToInt(it -> FRAME + it.changes().length())
                .sum();
        JsonWriter out = new JsonWriter(FRAME + bytes).open('{').name("events").open('[');
        page.events().forEach(event -> write(event, out));
        out.close(']')
                .name("next")
                .ascii(page.next().isPresent() ? Long.toString(page.next().getAsLong()) : "null");
        return Reply.json(out.close('}'));
    }
}
