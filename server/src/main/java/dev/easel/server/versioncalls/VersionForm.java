package dev.easel.server.versioncalls;

import dev.easel.protocol.json.Json;
import dev.easel.server.call.JsonBodies;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a request says about a version: {@code {name?, by?, seq?}}. Null is the same as an absent member. */
record VersionForm(Optional<String> name, Optional<String> by, OptionalLong seq) {
    /** The most bytes of a body. */
    static final int MAX_BYTES = 64 << 10;

    private static final int MAX_NAME = 200;

    /** @param body may be empty, which is the same as an empty object */
    static VersionForm read(byte[] body) {
        Body form = body.length == 0 ? new Body(null, null, null) : JsonBodies.read(body, Body.class);
        return new VersionForm(
                Optional.ofNullable(form.name()).map(it -> Members.text("name", it, MAX_NAME)),
                Members.author("by", form.by()),
                form.seq() == null ? OptionalLong.empty() : OptionalLong.of(Members.seq("seq", form.seq(), 0)));
    }

    /** The members as they are in the body; null when absent. */
    private record Body(
            @Nullable Json name,
            @Nullable Json by,
            @Nullable Json seq) {}
}
