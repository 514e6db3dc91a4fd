package dev.easel.server.versioncalls;

import dev.easel.protocol.json.Json;
import dev.easel.server.call.JsonBodies;
import dev.easel.server.http.ProjectForm;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Which copy is to be made: {@code {seq?, title?, by?}}. Null is the same as an absent member. */
record ForkForm(OptionalLong seq, Optional<String> title, Optional<String> by) {
    /** @param body may be empty, which is the same as an empty object */
    static ForkForm read(byte[] body) {
        Body form = body.length == 0 ? new Body(null, null, null) : JsonBodies.read(body, Body.class);
        return new ForkForm(
                form.seq() == null ? OptionalLong.empty() : OptionalLong.of(Members.seq("seq", form.seq(), 0)),
                Optional.ofNullable(form.title()).map(ProjectForm::checkedTitle),
                Members.author("by", form.by()));
    }

    /** The members as they are in the body; null when absent. */
    private record Body(
            @Nullable Json seq,
            @Nullable Json title,
            @Nullable Json by) {}
}
