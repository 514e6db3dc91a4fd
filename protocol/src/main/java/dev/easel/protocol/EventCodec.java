package dev.easel.protocol;

import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonWriter;
import java.util.List;
import java.util.UUID;

/** Encodes events and their changes, for {@link ServerMessage.Events} and {@link ServerMessage.Columns}. Stateless. */
public final class EventCodec {
    private EventCodec() {}

    /** Encodes the {@code changes} array of an event. */
    public static Json changes(List<Change> changes) {
        JsonWriter out = new JsonWriter(64 + 256 * changes.size());
        changes(out, changes);
        return out.toJson();
    }

    /**
     * Encodes the changes of an event as they stand in columns (rule B10): a patch without its {@code op}, and a change
     * that is the only one by itself.
     */
    public static Json leanChanges(List<Change> changes) {
        JsonWriter out = new JsonWriter(32 + 128 * changes.size());
        boolean isAlone = changes.size() == 1;
        if (!isAlone) {
            out.open('[');
        }
        for (Change change : changes) {
            change(out, change, false);
        }
        if (!isAlone) {
            out.close(']');
        }
        return out.toJson();
    }

    /** Encodes an event for the socket that sent its edit, when it has exactly the changes of the edit. */
    public static Json brief(long seq, long edit) {
        return new JsonWriter(48)
                .open('{')
                .field("seq", seq)
                .field("edit", edit)
                .close('}')
                .toJson();
    }

    /**
     * Encodes an event in full.
     *
     * @param author what its receivers know its client by
     * @param changes its changes, encoded by {@link #changes}
     */
    public static Json full(Event event, UUID author, Json changes) {
        JsonWriter out = new JsonWriter(256 + changes.length());
        out.open('{')
                .field("seq", event.seq())
                .field("at", event.at())
                .field("by", event.by())
                .field("client", author)
                .field("edit", event.edit());
        event.group().ifPresent(group -> out.field("group", group));
        return out.field("changes", changes).close('}').toJson();
    }

    /**
     * Encodes an event whose author has a number (rule B9).
     *
     * @param changes its changes, encoded by {@link #changes}
     */
    public static Json numbered(Event event, int author, Json changes) {
        JsonWriter out = new JsonWriter(128 + changes.length());
        out.open('{')
                .field("seq", event.seq())
                .field("at", event.at())
                .field("by", author)
                .field("edit", event.edit());
        event.group().ifPresent(group -> out.field("group", group));
        return out.field("changes", changes).close('}').toJson();
    }

    private static void changes(JsonWriter out, List<Change> changes) {
        out.open('[');
        for (Change change : changes) {
            change(out, change, true);
        }
        out.close(']');
    }

    /** @param tellsPatch whether a patch has its {@code op} */
    private static void change(JsonWriter out, Change change, boolean tellsPatch) {
        out.open('{');
        switch (change) {
            case Change.Put put -> out.field("op", "put").field("id", put.id()).field("props", put.props());
            case Change.Patch patch -> {
                if (tellsPatch) {
                    out.field("op", "patch");
                }
                out.field("id", patch.id());
                if (patch.set().length() > 2) {
                    out.field("set", patch.set());
                }
                if (!patch.unset().isEmpty()) {
                    out.field("unset", patch.unset());
                }
                if (!patch.append().isEmpty()) {
                    appends(out, patch.append());
                }
            }
            case Change.Delete delete -> out.field("op", "delete").field("id", delete.id());
        }
        out.close('}');
    }

    private static void appends(JsonWriter out, List<Change.Append> appends) {
        out.name("append").open('{');
        for (Change.Append append : appends) {
            out.name(append.property())
                    .open('{')
                    .field("at", append.at())
                    .field("values", append.values())
                    .close('}');
        }
        out.close('}');
    }
}
