package dev.easel.server;

import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the address or name means that a server listens on. */
final class ListenAddress {
    private ListenAddress() {}

    /** Whether it reaches this machine alone. A name may: some systems give their own name to 127.0.1.1. */
    static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false; // nothing listens there
        }
    }

    /** Where other instances reach it, as it is set. */
    static Optional<URI> advertised(Function<String, @Nullable String> variables) {
        String text = variables.apply("EASEL_ADVERTISE");
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        URI uri = URI.create(text.strip());
        if (!List.of("http", "https").contains(String.valueOf(uri.getScheme()))
                || uri.getHost() == null
                || !uri.getRawPath().isEmpty()) {
            throw new IllegalArgumentException("EASEL_ADVERTISE is http://host:port or https://…, not " + text);
        }
        return Optional.of(uri);
    }

    /** Where other instances reach it by that scheme. Who listens everywhere is reached by the name of its machine. */
    static URI reachedAt(String scheme, String host, int port) {
        try {
            InetAddress address = InetAddress.getByName(host);
            InetAddress reached = address.isAnyLocalAddress() ? InetAddress.getLocalHost() : address;
            String name = reached.getHostAddress();
            return URI.create(
                    scheme + "://" + (reached instanceof Inet6Address ? "[" + name + "]" : name) + ":" + port);
        } catch (UnknownHostException unknown) {
            throw new UncheckedIOException("set EASEL_ADVERTISE: the address of this machine is not known", unknown);
        }
    }
}
