package dev.easel.server.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A host, and a port where one is named: what a Host header holds, and an origin. Nothing is ever looked up.
 *
 * @param host in lower case, without a trailing dot; an IP address in one form, IPv6 in brackets and without its zone
 */
record Authority(String host, OptionalInt port) {
    /** The longest host name is 253 characters. */
    private static final int LONGEST = 300;

    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*");
    private static final Pattern IP_V4 = Pattern.compile("[0-9.]+");
    private static final Pattern IP_V6 = Pattern.compile("[0-9a-f:.]*:[0-9a-f:.]*(%[a-z0-9._~%-]+)?");
    private static final Pattern PORT = Pattern.compile("[0-9]{0,5}");

    /** Empty for what is no host and port: with a user, a path or a blank in it, for instance. */
    static Optional<Authority> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        String lower = text.toLowerCase(Locale.ROOT);
        int endOfHost = lower.startsWith("[") ? lower.indexOf(']') + 1 : lower.indexOf(':');
        String host = endOfHost < 0 ? lower : lower.substring(0, endOfHost);
        String rest = endOfHost < 0 ? "" : lower.substring(endOfHost);
        if (!rest.isEmpty() && !rest.startsWith(":")) {
            return Optional.empty();
        }
        return port(rest.isEmpty() ? "" : rest.substring(1))
                .flatMap(port -> host(host).map(name -> new Authority(name, port)));
    }

    /** An empty port is none (RFC 3986, 3.2.3). */
    private static Optional<OptionalInt> port(String digits) {
        if (!PORT.matcher(digits).matches()) {
            return Optional.empty();
        }
        if (digits.isEmpty()) {
            return Optional.of(OptionalInt.empty());
        }
        int port = Integer.parseInt(digits);
        return port > HIGHEST_PORT ? Optional.empty() : Optional.of(OptionalInt.of(port));
    }

    private static Optional<String> host(String host) {
        if (host.startsWith("[")) {
            String inside = host.substring(1, host.length() - 1);
            return IP_V6.matcher(inside).matches() ? literal(inside.split("%", 2)[0]) : Optional.empty();
        }
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        return IP_V4.matcher(name).matches() ? literal(name) : Optional.of(name);
    }

    /** The one form of an IP address. An IPv4 address that is written as IPv6 is that IPv4 address. */
    private static Optional<String> literal(String text) {
        try {
            InetAddress address = InetAddress.ofLiteral(text);
            String form = address.getHostAddress();
            return Optional.of(address instanceof Inet6Address ? "[" + form + "]" : form);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Whether this name can mean nothing but the machine it is used on (RFC 6761, 6.3). */
    boolean isLoopback() {
        if (host.equals("localhost") || host.endsWith(".localhost")) {
            return true;
        }
        boolean isV6 = host.startsWith("[");
        return (isV6 || IP_V4.matcher(host).matches())
                && InetAddress.ofLiteral(isV6 ? host.substring(1, host.length() - 1) : host)
                        .isLoopbackAddress();
    }
}
