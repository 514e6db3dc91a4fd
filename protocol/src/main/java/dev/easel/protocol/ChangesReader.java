package dev.easel.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the {@code changes} of one edit or event from a parser. Used once. */
final class ChangesReader {
    private final int maxChanges;
    private final JsonWriter out = new JsonWriter(256);

    private @Nullable String op;
    private @Nullable String id;
    private @Nullable Json props;
    private Json set = Json.EMPTY_OBJECT;
    private List<String> unset = List.of();
    private List<Change.Append> append = List.of();
    private Names named = new Names();

    ChangesReader(int maxChanges) {
        this.maxChanges = maxChanges;
    }

    List<Change> read(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw InvalidContent.invalid("changes is an array");
        }
        List<Change> changes = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (changes.size() == maxChanges) {
                throw new InvalidContent(RefusalCode.TOO_LARGE, "over " + maxChanges + " changes in one edit");
            }
            changes.add(change(in));
        }
        return changes;
    }

    private Change change(JsonParser in) throws IOException {
        Fields fields = new Fields(in, "a change");
        op = null;
        id = null;
        props = null;
        set = Json.EMPTY_OBJECT;
        unset = List.of();
        append = List.of();
        named = new Names();
        for (String field; (field = fields.next()) != null; ) {
            read(field, in);
        }
        return change(op, id);
    }

    private void read(String field, JsonParser in) throws IOException {
        switch (field) {
            case "op" -> op = JsonReader.string(in, "op");
            case "id" -> id = JsonReader.string(in, "id");
            case "props" -> props = JsonReader.props(in, Set.of(), new Names(), out.clear());
            case "set" -> set = set(in);
            case "unset" -> unset = unset(in);
            case "append" -> append = append(in);
            default -> in.skipChildren();
        }
    }

    private Change change(@Nullable String op, @Nullable String id) {
        if (op == null) {
            throw InvalidContent.invalid("a change has an op");
        }
        if (id == null || !ObjectIds.isValid(id)) {
            throw InvalidContent.invalid("an object's id is 1 to 64 of A-Z a-z 0-9 _ -");
        }
        return switch (op) {
            case "put" -> {
                if (props == null) {
                    throw InvalidContent.invalid("put needs props");
                }
                yield new Change.Put(id, props);
            }
            case "patch" -> new Change.Patch(id, set, unset, append);
            case "delete" -> new Change.Delete(id);
            default -> throw InvalidContent.invalid("unknown op: " + InvalidContent.quoted(op));
        };
    }

    private Json set(JsonParser in) throws IOException {
        Names names = new Names();
        Json properties = JsonReader.props(in, Set.of(), names, out.clear());
        names.forEach(this::name);
        return properties;
    }

    private List<String> unset(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw InvalidContent.invalid("unset is an array of property names");
        }
        List<String> names = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            names.add(name(JsonReader.string(in, "a name in unset")));
        }
        return names;
    }

    private List<Change.Append> append(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw InvalidContent.invalid("append is a JSON object");
        }
        List<Change.Append> appends = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String property = name(in.currentName());
            in.nextToken();
            appends.add(append(property, in));
        }
        return appends;
    }

    private Change.Append append(String property, JsonParser in) throws IOException {
        long at = -1;
        Json values = null;
        Fields fields = new Fields(in, "an append");
        for (String field; (field = fields.next()) != null; ) {
            switch (field) {
                case "at" -> at = Fields.integer(in, "at");
                case "values" -> values = JsonReader.value(in, 2, out.clear());
                default -> in.skipChildren();
            }
        }
        if (at < 0) {
            throw InvalidContent.invalid("append needs at, the length the property has");
        }
        if (values == null || (!values.isArray() && !values.isString())) {
            throw InvalidContent.invalid("append needs values, an array or a string");
        }
        if (property.equals("type") && !values.isString()) {
            throw InvalidContent.invalid("an object's type is a string");
        }
        return new Change.Append(property, at, values);
    }

    private String name(String property) {
        JsonReader.checkName(property);
        if (!named.add(property)) {
            throw InvalidContent.invalid("a property is named twice in one patch: " + InvalidContent.quoted(property));
        }
        return property;
    }
}
