package dev.easel.server.versioncalls;

import dev.easel.protocol.json.Json;
import dev.easel.server.call.JsonBodies;
import dev.easel.server.call.Problem;
import dev.easel.server.versions.RollingBack.Point;
import dev.easel.server.versions.RollingBack.Span;
import dev.easel.server.versions.RollingBack.Whose;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be rolled back: {@code {author | by, from, to, actor?}}. Null is the same as an absent member.
 *
 * @param actor the name of whoever asks
 */
record RollBackForm(Whose whose, Span span, Optional<String> actor) {
    private static final int LAST_YEAR = 9_999;

    static RollBackForm read(byte[] body) {
        Body form = JsonBodies.read(body, Body.class);
        return new RollBackForm(
                whose(form),
                new Span(point("from", form.from()), point("to", form.to())),
                Members.author("actor", form.actor()));
    }

    private static Whose whose(Body form) {
        if (form.author() != null && form.by() == null) {
            return new Whose.WithId(Members.uuid("author", form.author()));
        }
        return Optional.ofNullable(form.author() == null ? form.by() : null)
                .flatMap(by -> Members.author("by", by))
                .<Whose>map(Whose.Named::new)
                .orElseThrow(() -> Problem.badRequest("either author or by says whose edits"));
    }

    private static Point point(String name, @Nullable Json value) {
        if (value != null && !value.isString()) {
            return new Point.AtSeq(Members.seq(name, value, 1));
        }
        try {
            OffsetDateTime at = OffsetDateTime.parse(value == null ? "" : value.stringValue());
            if (at.getYear() >= 1 && at.getYear() <= LAST_YEAR) {
                return new Point.AtTime(at.toInstant().toEpochMilli());
            }
        } catch (DateTimeParseException _) {
            // told below
        }
        throw Problem.badRequest(name + " is the seq of an event, or a time as in RFC 3339");
    }

    /** The members as they are in the body; null when absent. */
    private record Body(
            @Nullable Json author,
            @Nullable Json by,
            @Nullable Json from,
            @Nullable Json to,
            @Nullable Json actor) {}
}
