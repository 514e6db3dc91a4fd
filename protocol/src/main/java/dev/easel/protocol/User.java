package dev.easel.protocol;

/**
 * Who a client says it is, as others see it.
 *
 * @param name display name, 1–64 characters
 * @param json the whole object as the client sent it, at most 1 KiB
 */
public record User(String name, Json json) {
    public static final User ANONYMOUS = new User(
            "anonymous",
            new JsonWriter(32).open('{').field("name", "anonymous").close('}').toJson());
}
