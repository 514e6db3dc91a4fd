package dev.easel.server.forwarding;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Headers that are meant for the other end, and not for the next connection alone (RFC 9110, 7.6.1). */
final class EndToEnd {
    private static final Set<String> OF_A_CONNECTION = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private EndToEnd() {}

    /** Takes away those of the connection, and those that the Connection header names. */
    static void keep(MultiMap headers) {
        for (String list : List.copyOf(headers.getAll(HttpHeaders.CONNECTION))) {
            for (String name : list.split(",")) {
                headers.remove(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        OF_A_CONNECTION.forEach(headers::remove);
    }

    /**
     * Takes away what our own answer already says, as the gate has set it: it would be there twice. What answers vary
     * by is a list, and both are right.
     */
    static void unlessSaid(MultiMap headers, MultiMap said) {
        for (String name : said.names()) {
            if (!name.equalsIgnoreCase(HttpHeaders.VARY.toString())) {
                headers.remove(name);
            }
        }
    }
}
