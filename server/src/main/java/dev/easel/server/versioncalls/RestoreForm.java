package dev.easel.server.versioncalls;

import dev.easel.protocol.ObjectIds;
import dev.easel.protocol.json.Json;
import dev.easel.server.call.JsonBodies;
import dev.easel.server.call.Problem;
import dev.easel.server.versions.Restoring.Moment;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is to be restored: {@code {seq | version, objects?, by?}}. Null is the same as an absent member. */
record RestoreForm(Moment moment, Optional<Set<String>> objects, Optional<String> by) {
    /** The most bytes of a body. */
    static final int MAX_BYTES = 1 << 20;

    /** The most objects that are named; all of them need not be. */
    static final int MAX_OBJECTS = 10_000;

    static RestoreForm read(byte[] body) {
        Body form = JsonBodies.read(body, Body.class);
        return new RestoreForm(
                moment(form),
                Optional.ofNullable(form.objects())
                        .map(it -> Members.texts("objects", it, MAX_OBJECTS, RestoreForm::checkedId)),
                Members.author("by", form.by()));
    }

    private static Moment moment(Body form) {
        if (form.seq() != null && form.version() == null) {
            return new Moment.AtSeq(Members.seq("seq", form.seq(), 0));
        }
        if (form.version() != null && form.seq() == null) {
            return new Moment.OfVersion(Members.uuid("version", form.version()));
        }
        throw Problem.badRequest("either seq or version says what is restored");
    }

    private static String checkedId(String id) {
        if (!ObjectIds.isValid(id)) {
            throw Problem.badRequest("objects has a string that is no object id");
        }
        return id;
    }

    /** The members as they are in the body; null when absent. */
    private record Body(
            @Nullable Json seq,
            @Nullable Json version,
            @Nullable Json objects,
            @Nullable Json by) {}
}
