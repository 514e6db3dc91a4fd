package dev.easel.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/**
 * What is running, as the build wrote it.
 *
 * @param commit that it was built from; {@code unknown} where the build was not told
 * @param built the time of that commit, in ISO 8601, so that the same source makes the same bytes; or {@code unknown}
 * @param java that runs it
 * @param protocol version of the wire protocol
 */
public record Build(String version, String commit, String built, String java, int protocol) {
    private static final int PROTOCOL = 1;

    private static final Build CURRENT = load();

    public static Build current() {
        return CURRENT;
    }

    private static Build load() {
        Properties written = new Properties();
        try (InputStream in = Build.class.getResourceAsStream("build.properties")) {
            written.load(Objects.requireNonNull(in));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new Build(
                written.getProperty("version"),
                written.getProperty("commit"),
                written.getProperty("built"),
                Runtime.version().toString(),
                PROTOCOL);
    }
}
