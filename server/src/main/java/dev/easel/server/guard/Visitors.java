package dev.easel.server.guard;

import dev.easel.server.call.Caller;
import dev.easel.server.identity.Credentials;
import dev.easel.server.identity.Identity;
import dev.easel.server.identity.TrustedProxies;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What requests bring to tell who makes them, and what was found out about it. */
final class Visitors {
    private static final String KEY = "dev.easel.identity";
    private static final String BEARER = "bearer ";
    private static final String SUBPROTOCOL = "bearer.";

    private final TrustedProxies proxies;
    private final Optional<String> header;

    /** @param header in which a trusted proxy names the person; empty where none does */
    Visitors(TrustedProxies proxies, Optional<String> header) {
        this.proxies = proxies;
        this.header = header;
    }

    Credentials credentials(RoutingContext context) {
        HttpServerRequest request = context.request();
        return new Credentials(bearer(request), cookies(request), vouched(context));
    }

    static Optional<String> bearer(HttpServerRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.of(authorization.substring(BEARER.length()).strip());
        }
        return request.headers().getAll("Sec-WebSocket-Protocol").stream()
                .flatMap(list -> Arrays.stream(list.split(",")))
                .map(String::strip)
                .filter(it -> it.startsWith(SUBPROTOCOL))
                .map(it -> it.substring(SUBPROTOCOL.length()))
                .findFirst();
    }

    private static Map<String, String> cookies(HttpServerRequest request) {
        if (!request.headers().contains(HttpHeaders.COOKIE)) {
            return Map.of();
        }
        Map<String, String> cookies = new HashMap<>();
        for (Cookie cookie : request.cookies()) {
            cookies.putIfAbsent(cookie.getName(), cookie.getValue());
        }
        return cookies;
    }

    /** From anybody else the header means nothing; twice it is nobody's. */
    private Optional<String> vouched(RoutingContext context) {
        if (header.isEmpty() || !proxies.trusts(Caller.of(context).address())) {
            return Optional.empty();
        }
        List<String> values = context.request().headers().getAll(header.get());
        return values.size() == 1 ? Optional.of(values.getFirst().strip()) : Optional.empty();
    }

    static void tell(RoutingContext context, Identity identity) {
        context.put(KEY, identity);
    }

    /** Nobody where it was not asked. */
    static Identity of(RoutingContext context) {
        Identity told = context.get(KEY);
        return told == null ? Identity.NOBODY : told;
    }
}
