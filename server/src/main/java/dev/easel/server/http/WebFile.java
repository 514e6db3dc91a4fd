package dev.easel.server.http;

import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A file of the web client, in memory, in all the codings it was built in. Immutable; its buffers are only read.
 *
 * @param type its Content-Type
 * @param isImmutable whether its name changes with its content
 * @param codings content codings to bodies, the best first; the plain one, {@code identity}, is always there
 */
record WebFile(String type, boolean isImmutable, SequencedMap<String, Body> codings) {
    static final String IDENTITY = "identity";

    private static final String UNKNOWN = "application/octet-stream";

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("wasm", "application/wasm"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("avif", "image/avif"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("woff", "font/woff"),
            Map.entry("ttf", "font/ttf"),
            Map.entry("otf", "font/otf"));

    /** What the name's ending says. */
    static String type(String path) {
        return TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), UNKNOWN);
    }

    boolean isPage() {
        return type.startsWith("text/html");
    }

    /** Whether what is sent depends on what the caller takes. */
    boolean varies() {
        return codings.size() > 1;
    }

    /** The file's bytes in one coding, and their name. */
    record Body(Buffer bytes, String etag) {
        static Body of(byte[] bytes) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
                return new Body(Buffer.buffer(bytes), '"' + HexFormat.of().formatHex(digest, 0, 16) + '"');
            } catch (NoSuchAlgorithmException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }

    /** How {@code Content-Encoding} calls the coding; empty for the plain one. */
    static Optional<String> told(String coding) {
        return coding.equals(IDENTITY) ? Optional.empty() : Optional.of(coding);
    }
}
