package dev.easel.protocol;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.List;

/**
 * Decodes the changes of a stored event, which {@link EventCodec#changes} encoded. The limits on edits are not
 * checked: they may have been others when the event was accepted, and a stored event must stay readable. The changes
 * may be empty.
 */
public final class StoredChanges {
    private StoredChanges() {}

    /** @throws InvalidContent the text is not a {@code changes} array */
    public static List<Change> read(String text) {
        try (JsonParser in = JsonReader.FACTORY.createParser(text)) {
            in.nextToken();
            List<Change> changes = new ChangesReader(Integer.MAX_VALUE).read(in);
            if (in.nextToken() != null) {
                throw InvalidContent.invalid("something follows the changes");
            }
            return changes;
        } catch (IOException failure) {
            throw InvalidContent.invalid("not JSON: " + failure.getMessage());
        }
    }
}
