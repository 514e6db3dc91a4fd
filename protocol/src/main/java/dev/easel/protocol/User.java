package dev.easel.protocol;

import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonWriter;

/**
 * The user that a client claims to be, as other sessions see it.
 *
 * @param name display name, 1–64 characters
 * @param json all of the object that the client sent, at most 1 KiB
 */
public record User(String name, Json json) {
    public static final User ANONYMOUS = new User(
            "anonymous",
            new JsonWriter(32).open('{').field("name", "anonymous").close('}').toJson());
}
