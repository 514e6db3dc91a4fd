package dev.easel.protocol;

import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonMembers;
import dev.easel.protocol.json.JsonWriter;

/**
 * The user that a client claims to be, as other sessions see it.
 *
 * @param name display name, 1–64 characters
 * @param json all of the object that the client sent, at most 1 KiB
 */
public record User(String name, Json json) {
    private static final Json NAME = Json.string("name");

    public static final User ANONYMOUS = new User(
            "anonymous",
            new JsonWriter(32).open('{').field("name", "anonymous").close('}').toJson());

    /** The same under another name. */
    public User named(String other) {
        if (other.equals(name)) {
            return this;
        }
        JsonWriter out = new JsonWriter(64 + json.length()).open('{').field("name", other);
        JsonMembers.byName(json).forEach((member, value) -> {
            if (!member.equals(NAME)) {
                out.member(member, value);
            }
        });
        return new User(other, out.close('}').toJson());
    }
}
