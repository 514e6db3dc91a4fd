package dev.easel.server.access;

import java.util.Optional;

/** Whether a request may be answered. */
public sealed interface Verdict {
    /** @param shareWith the origin whose page may read the answer, although it is another's (CORS) */
    record Allowed(Optional<String> shareWith) implements Verdict {}

    /**
     * @param status of HTTP
     * @param detail what is wrong, and what to do
     */
    record Refused(int status, String detail) implements Verdict {}
}
