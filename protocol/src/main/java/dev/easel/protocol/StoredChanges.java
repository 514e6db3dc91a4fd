package dev.easel.protocol;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.List;

/**
 * Reads the changes of a stored event, as {@link ServerCodec#changes} wrote them. Limits on edits may have been other
 * ones when it was accepted, so none counts here: an event once journaled is readable for ever. It may have no changes.
 */
public final class StoredChanges {
    private StoredChanges() {}

    /** @throws InvalidContent when it is not what was written */
    public static List<Change> read(String text) {
        try (JsonParser in = JsonReader.FACTORY.createParser(text)) {
            in.nextToken();
            List<Change> changes = new ChangesReader(Integer.MAX_VALUE).read(in);
            if (in.nextToken() != null) {
                throw InvalidContent.invalid("something follows the changes");
            }
            return changes;
        } catch (IOException malformed) {
            throw InvalidContent.invalid("not JSON: " + malformed.getMessage());
        }
    }
}
