package dev.easel.server.versioncalls;

import dev.easel.protocol.Uuids;
import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonMembers;
import dev.easel.server.call.Problem;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks members of bodies; what is wrong is a 400 that names the member. */
final class Members {
    private static final int MAX_AUTHOR = 64;

    /** With the pseudonym of a guest behind the name. */
    private static final int MAX_WRITTEN = 100;

    private static final Pattern SEQ = Pattern.compile("\\d{1,16}");
    private static final long MAX_SEQ = (1L << 53) - 1;

    private Members() {}

    /** A string that is not blank, of at most so many characters. */
    static String text(String name, Json value, int most) {
        String text = value.isString() ? value.stringValue() : "";
        if (text.isBlank() || text.codePointCount(0, text.length()) > most) {
            throw Problem.badRequest(name + " is a string of 1 to " + most + " characters that is not blank");
        }
        return text;
    }

    /** The name of a person, as in hello. */
    static Optional<String> author(String name, @Nullable Json by) {
        return Optional.ofNullable(by).map(it -> text(name, it, MAX_AUTHOR));
    }

    /** An author as they stand on edits. */
    static Optional<String> written(String name, @Nullable Json by) {
        return Optional.ofNullable(by).map(it -> text(name, it, MAX_WRITTEN));
    }

    static long seq(String name, Json value, long least) {
        String text = value.toString();
        long seq = SEQ.matcher(text).matches() ? Long.parseLong(text) : -1;
        if (seq < least || seq > MAX_SEQ) {
            throw Problem.badRequest(name + " is a whole number from " + least);
        }
        return seq;
    }

    static boolean isTrue(String name, Json value) {
        return switch (value.toString()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Problem.badRequest(name + " is true or false");
        };
    }

    static UUID uuid(String name, Json value) {
        return Optional.of(value)
                .filter(Json::isString)
                .flatMap(it -> Uuids.parse(it.stringValue()))
                .orElseThrow(() -> Problem.badRequest(name + " is a UUID"));
    }

    /** Strings, each once; at least one. */
    static Set<String> texts(String name, Json value, int most, UnaryOperator<String> checked) {
        Set<String> texts = new LinkedHashSet<>();
        if (value.isArray()) {
            for (JsonMembers each = new JsonMembers(value); each.next(); ) {
                texts.add(checked.apply(each.value().isString() ? each.value().stringValue() : ""));
            }
        }
        if (texts.isEmpty() || texts.size() > most) {
            throw Problem.badRequest(name + " is an array of 1 to " + most + " strings");
        }
        return texts;
    }
}
