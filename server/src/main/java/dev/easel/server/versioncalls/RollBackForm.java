package dev.easel.server.versioncalls;

import dev.easel.protocol.json.Json;
import dev.easel.server.call.JsonBodies;
import dev.easel.server.call.Problem;
import dev.easel.server.call.Rfc3339;
import dev.easel.server.versions.RollingBack.Point;
import dev.easel.server.versions.RollingBack.Span;
import dev.easel.server.versions.RollingBack.Whose;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be rolled back: {@code {author | by, from, to, actor?, dryRun?}}. Null is the same as an absent member.
 *
 * @param actor the name of whoever asks
 * @param isDryRun whether only what would be done is asked for
 */
record RollBackForm(Whose whose, Span span, Optional<String> actor, boolean isDryRun) {
    static RollBackForm read(byte[] body) {
        Body form = JsonBodies.read(body, Body.class);
        return new RollBackForm(
                whose(form),
                new Span(point("from", form.from()), point("to", form.to())),
                Members.author("actor", form.actor()),
                form.dryRun() != null && Members.isTrue("dryRun", form.dryRun()));
    }

    private static Whose whose(Body form) {
        if (form.author() != null && form.by() == null) {
            return new Whose.WithId(Members.uuid("author", form.author()));
        }
        return Optional.ofNullable(form.author() == null ? form.by() : null)
                .flatMap(by -> Members.written("by", by))
                .<Whose>map(Whose.Named::new)
                .orElseThrow(() -> Problem.badRequest("either author or by says whose edits"));
    }

    private static Point point(String name, @Nullable Json value) {
        if (value != null && !value.isString()) {
            return new Point.AtSeq(Members.seq(name, value, 1));
        }
        return new Point.AtTime(Rfc3339.millis(value == null ? "" : value.stringValue())
                .orElseThrow(() -> Problem.badRequest(name + " is the seq of an event, or a time as in RFC 3339")));
    }

    /** The members as they are in the body; null when absent. */
    private record Body(
            @Nullable Json author,
            @Nullable Json by,
            @Nullable Json from,
            @Nullable Json to,
            @Nullable Json actor,
            @Nullable Json dryRun) {}
}
