package dev.easel.server.call;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.OptionalLong;

/** Times as clients write them: of RFC 3339, in the years that it has. */
public final class Rfc3339 {
    private static final int LAST_YEAR = 9_999;

    private Rfc3339() {}

    /** In milliseconds since 1970; empty where the text is no such time. */
    public static OptionalLong millis(String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            return time.getYear() >= 0 && time.getYear() <= LAST_YEAR
                    ? OptionalLong.of(time.toInstant().toEpochMilli())
                    : OptionalLong.empty();
        } catch (DateTimeException _) {
            return OptionalLong.empty();
        }
    }
}
