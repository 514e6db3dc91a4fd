package dev.easel.protocol;

import dev.easel.protocol.json.Json;
import java.util.List;

/** One step of an edit on one object. */
public sealed interface Change {
    /** The object's id: 1–64 of {@code A-Z a-z 0-9 _ -}. */
    String id();

    /** Creates the object, or replaces all its properties. */
    record Put(String id, Json props) implements Change {}

    /** Sets, removes and appends to single properties; no property is named twice. */
    record Patch(String id, Json set, List<String> unset, List<Append> append) implements Change {
        public Patch {
            unset = List.copyOf(unset);
            append = List.copyOf(append);
        }
    }

    /** Removes the object; has no effect when it does not exist. */
    record Delete(String id) implements Change {}

    /**
     * Appends {@code values} to a property whose length is {@code at}.
     *
     * @param at the length that the property must have: elements of an array, UTF-16 units of a string
     * @param values an array, or a string
     */
    record Append(String property, long at, Json values) {}
}
