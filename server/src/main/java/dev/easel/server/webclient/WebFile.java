package dev.easel.server.webclient;

import io.vertx.core.buffer.Buffer;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * A file of the web client, in memory, in each content coding that was built. Immutable; nobody writes to its buffers.
 *
 * @param type the Content-Type
 * @param isImmutable whether the file's name changes with its content
 * @param codings bodies by content coding, the best first; {@link #IDENTITY} is always among them
 */
public record WebFile(String type, boolean isImmutable, SequencedMap<String, Body> codings) {
    /** The coding that leaves a file as it is. */
    public static final String IDENTITY = "identity";

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

    /** The Content-Type that belongs to the extension of the file's name. */
    static String type(String path) {
        return TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), UNKNOWN);
    }

    public boolean isPage() {
        return type.startsWith("text/html");
    }

    /** Whether the body depends on the request's Accept-Encoding. */
    public boolean varies() {
        return codings.size() > 1;
    }

    /** The file's bytes in one content coding, and their entity tag. */
    public record Body(Buffer bytes, String etag) {
        /**
         * The tag is the length and two checksums, which Java leaves to the processor from the first call on. A digest
         * of all files took 0.2 s of each start, in code that was not compiled yet.
         */
        static Body of(byte[] bytes) {
            HexFormat hex = HexFormat.of();
            String etag = '"'
                    + Integer.toHexString(bytes.length)
                    + '-'
                    + hex.toHexDigits(sum(new CRC32(), bytes))
                    + hex.toHexDigits(sum(new CRC32C(), bytes))
                    + '"';
            return new Body(Buffer.buffer(bytes), etag);
        }

        private static int sum(Checksum checksum, byte[] bytes) {
            checksum.update(bytes);
            return (int) checksum.getValue();
        }
    }

    /** The value of Content-Encoding; empty for {@link #IDENTITY}, which has no such header. */
    public static Optional<String> contentEncoding(String coding) {
        return coding.equals(IDENTITY) ? Optional.empty() : Optional.of(coding);
    }
}
