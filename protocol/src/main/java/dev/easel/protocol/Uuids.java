package dev.easel.protocol;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Parses UUIDs of the protocol: 8-4-4-4-12 hexadecimal digits. Java's own parser accepts more. */
public final class Uuids {
    private static final Pattern TEXT = Pattern.compile("\\p{XDigit}{8}-(\\p{XDigit}{4}-){3}\\p{XDigit}{12}");

    private Uuids() {}

    public static Optional<UUID> parse(String text) {
        return TEXT.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }
}
