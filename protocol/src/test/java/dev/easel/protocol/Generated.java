package dev.easel.protocol;

import dev.easel.protocol.Change.Append;
import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random content that the protocol allows, with many unusual values. The same seed gives the same content. */
final class Generated {
    private static final String[] PIECES = {
        "a", "Z", "0", " ", "\"", "\\", "/", "\n", "\u001f", "\u007f", "é", "ツ", "😀", "\u2028", "\uffff", "{", "]",
        ",", ":"
    };
    private static final String[] NUMBERS = {
        "0", "-0", "1", "-17", "3.25", "1e300", "5e-324", "1.5E-7", "12345678901234567890", "0.1000"
    };
    private static final String ID_CHARACTERS = "AZaz09_-";

    private final Random random;

    Generated(Random random) {
        this.random = random;
    }

    List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            changes.add(change());
        }
        return changes;
    }

    private Change change() {
        return switch (random.nextInt(3)) {
            case 0 -> new Change.Put(id(), object(0, ""));
            case 1 -> patch();
            default -> new Change.Delete(id());
        };
    }

    private Change patch() {
        List<String> unset = new ArrayList<>();
        List<Append> append = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            unset.add("u" + i + string());
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            Json values = random.nextBoolean() ? Json.string(string()) : array(2);
            append.add(new Append("p" + i + string(), random.nextInt(1_000), values));
        }
        return new Change.Patch(id(), object(0, "s"), unset, append);
    }

    private String id() {
        StringBuilder id = new StringBuilder();
        for (int i = 1 + random.nextInt(64); i > 0; i--) {
            id.append(ID_CHARACTERS.charAt(random.nextInt(ID_CHARACTERS.length())));
        }
        return id.toString();
    }

    private Json value(int depth) {
        return switch (random.nextInt(depth > 4 ? 5 : 8)) {
            case 0 -> Json.NULL;
            case 1 ->
                new JsonWriter(8).ascii(Boolean.toString(random.nextBoolean())).toJson();
            case 2 ->
                new JsonWriter(8)
                        .number(Double.parseDouble(NUMBERS[random.nextInt(NUMBERS.length)]))
                        .toJson();
            case 3, 4 -> Json.string(string());
            case 5, 6 -> array(depth);
            default -> object(depth, "");
        };
    }

    private Json array(int depth) {
        JsonWriter out = new JsonWriter(64).open('[');
        for (int i = random.nextInt(5); i > 0; i--) {
            out.value(value(depth + 1));
        }
        return out.close(']').toJson();
    }

    private Json object(int depth, String prefix) {
        JsonWriter out = new JsonWriter(64).open('{');
        for (int i = random.nextInt(5); i > 0; i--) {
            out.name(prefix + i + string()).value(value(depth + 1));
        }
        return out.close('}').toJson();
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            string.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return string.toString();
    }
}
