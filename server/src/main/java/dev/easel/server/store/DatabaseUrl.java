package dev.easel.server.store;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Takes a {@code postgresql://user:password@host:port/database?name=value} apart, every part percent-decoded. Parts that
 * are not there are not in the map; a parameter goes before the same part elsewhere. No message holds the URL, since the
 * URL holds the password.
 */
final class DatabaseUrl {
    private DatabaseUrl() {}

    /** By libpq's names: host, port, user, password, dbname, and the parameters by their own. */
    static Map<String, String> parts(String url) {
        String rest = withoutScheme(url.strip());
        Map<String, String> parts = new HashMap<>();
        int query = rest.indexOf('?');
        String parameters = query < 0 ? "" : rest.substring(query + 1);
        rest = query < 0 ? rest : rest.substring(0, query);
        int at = rest.lastIndexOf('@');
        if (at >= 0) {
            pair(rest.substring(0, at), ':', "user", "password", parts);
            rest = rest.substring(at + 1);
        }
        int slash = rest.indexOf('/');
        if (slash >= 0) {
            put(parts, "dbname", rest.substring(slash + 1));
            rest = rest.substring(0, slash);
        }
        hostAndPort(rest, parts);
        for (String parameter : parameters.split("&")) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                put(parts, decoded(parameter.substring(0, equals)), parameter.substring(equals + 1));
            }
        }
        return parts;
    }

    private static String withoutScheme(String url) {
        for (String scheme : new String[] {"postgresql://", "postgres://"}) {
            if (url.startsWith(scheme)) {
                return url.substring(scheme.length());
            }
        }
        throw new IllegalArgumentException("DATABASE_URL starts with postgresql:// or postgres://");
    }

    private static void hostAndPort(String text, Map<String, String> parts) {
        if (!text.startsWith("[")) {
            pair(text, ':', "host", "port", parts);
            return;
        }
        int bracket = text.indexOf(']');
        if (bracket < 0) {
            throw new IllegalArgumentException("DATABASE_URL: an IPv6 address ends with ]");
        }
        put(parts, "host", text.substring(1, bracket));
        if (text.startsWith(":", bracket + 1)) {
            put(parts, "port", text.substring(bracket + 2));
        }
    }

    private static void pair(String text, char separator, String left, String right, Map<String, String> parts) {
        int at = text.indexOf(separator);
        put(parts, left, at < 0 ? text : text.substring(0, at));
        if (at >= 0) {
            put(parts, right, text.substring(at + 1));
        }
    }

    private static void put(Map<String, String> parts, String name, String encoded) {
        if (!encoded.isEmpty()) {
            parts.put(name, decoded(encoded));
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("DATABASE_URL: a % is not followed by two hexadecimal digits");
        }
    }
}
