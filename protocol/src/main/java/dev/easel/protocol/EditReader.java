package dev.easel.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.Decoded.Malformed;
import dev.easel.protocol.Decoded.Unacceptable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads edits. Of an edit that cannot be read it looks for the number (rule E11). Stateless. */
final class EditReader {
    private static final int MAX_GROUP = 64;

    private final int maxChanges;

    EditReader(int maxChanges) {
        this.maxChanges = maxChanges;
    }

    /** Reads the rest of the fields as an edit; {@code in} is the parser of these fields. */
    Edit read(JsonParser in, Fields fields) throws IOException {
        long edit = -1;
        Optional<String> group = Optional.empty();
        List<Change> changes = null;
        for (String field; (field = fields.next()) != null; ) {
            switch (field) {
                case "edit" -> edit = Fields.integer(in, "edit");
                case "group" -> group = group(in);
                case "changes" -> changes = changes(in);
                default -> in.skipChildren();
            }
        }
        if (edit < 0 || changes == null) {
            throw InvalidContent.invalid("an edit has a number and changes");
        }
        return new Edit(edit, group, changes);
    }

    private List<Change> changes(JsonParser in) throws IOException {
        List<Change> changes = new ChangesReader(maxChanges).read(in);
        if (changes.isEmpty()) {
            throw InvalidContent.invalid("an edit has at least one change");
        }
        return changes;
    }

    private static Optional<String> group(JsonParser in) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return Optional.empty();
        }
        String group = JsonReader.string(in, "group");
        if (group.length() > MAX_GROUP) {
            throw InvalidContent.invalid("group is over " + MAX_GROUP + " characters");
        }
        return Optional.of(group);
    }

    /**
     * The result for content that is not allowed: unacceptable where the text is JSON to its end and has one edit
     * number, and malformed otherwise.
     *
     * @param typed whether only a text with {@code "type":"edit"} is an edit
     */
    static Decoded refused(byte[] text, int from, int length, boolean typed, Refusal refusal) {
        try (JsonParser in = JsonReader.FACTORY.createParser(text, from, length)) {
            boolean isEdit = !typed;
            long edit = -1;
            int numbers = 0;
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return new Malformed(refusal.message());
            }
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String field = in.currentName();
                JsonToken token = in.nextToken();
                if (field.equals("type")) {
                    isEdit |= token == JsonToken.VALUE_STRING && in.getText().equals("edit");
                } else if (field.equals("edit")) {
                    edit = Fields.integer(in, "edit");
                    numbers++;
                }
                in.skipChildren();
            }
            boolean readable = isEdit && numbers == 1 && in.nextToken() == null;
            return readable ? new Unacceptable(edit, refusal) : new Malformed(refusal.message());
        } catch (InvalidContent | IOException failure) {
            return new Malformed(refusal.message());
        }
    }
}
