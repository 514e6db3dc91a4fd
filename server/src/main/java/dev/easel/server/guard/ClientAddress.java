package dev.easel.server.guard;

import dev.easel.server.identity.TrustedProxies;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a request comes from: the address at the other end of its connection. Where a trusted proxy is there, it is the
 * last address in {@code X-Forwarded-For} that is none: what stands before it, anybody may have written. Stateless.
 */
final class ClientAddress {
    private static final String HEADER = "X-Forwarded-For";

    /** Characters of an address, with brackets, a port and blanks. */
    private static final int LONGEST = 64;

    /** An address as proxies write it: some with a port, and those of IPv6 in brackets then. */
    private static final Pattern WRITTEN =
            Pattern.compile("(?:\\[(?<bracketed>[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)]|(?<v4>\\d{1,3}(?:\\.\\d{1,3}){3}))"
                    + "(?::\\d{1,5})?|(?<bare>[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)");

    private ClientAddress() {}

    /** Empty where the connection has ended. */
    static Optional<InetAddress> of(HttpServerRequest request, TrustedProxies proxies) {
        SocketAddress peer = request.remoteAddress();
        return peer == null
                ? Optional.empty()
                : literal(peer.hostAddress())
                        .map(it -> behind(it, request.headers().getAll(HEADER), proxies));
    }

    static InetAddress behind(InetAddress peer, List<String> told, TrustedProxies proxies) {
        InetAddress at = peer;
        List<String> hops = new ArrayList<>();
        told.forEach(list -> hops.addAll(Arrays.asList(list.split(","))));
        for (String hop : hops.reversed()) {
            Optional<InetAddress> before = proxies.trusts(at.getHostAddress()) ? written(hop) : Optional.empty();
            if (before.isEmpty()) {
                return at;
            }
            at = before.get();
        }
        return at;
    }

    private static Optional<InetAddress> written(String hop) {
        Matcher matcher = WRITTEN.matcher(hop.strip());
        if (hop.length() > LONGEST || !matcher.matches()) {
            return Optional.empty();
        }
        return Stream.of("bracketed", "v4", "bare")
                .map(matcher::group)
                .filter(Objects::nonNull)
                .findFirst()
                .flatMap(ClientAddress::literal);
    }

    private static Optional<InetAddress> literal(String address) {
        try {
            return Optional.of(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
