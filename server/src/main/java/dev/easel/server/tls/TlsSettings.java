package dev.easel.server.tls;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The files, in PEM, that a server speaks TLS by.
 *
 * @param certificate its certificate, and behind it those that lead to an authority
 * @param key its private key, without a password
 */
public record TlsSettings(Path certificate, Path key) {
    private static final String CERTIFICATE = "EASEL_TLS_CERTIFICATE";
    private static final String KEY = "EASEL_TLS_KEY";

    /**
     * Empty where none is set.
     *
     * @throws IllegalArgumentException only one of both is
     */
    public static Optional<TlsSettings> fromEnvironment(Function<String, @Nullable String> variables) {
        Optional<Path> certificate = path(variables.apply(CERTIFICATE));
        Optional<Path> key = path(variables.apply(KEY));
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException(CERTIFICATE + " and " + KEY + " are set together, or none of them");
        }
        return certificate.map(it -> new TlsSettings(it, key.orElseThrow()));
    }

    private static Optional<Path> path(@Nullable String text) {
        return Optional.ofNullable(text).filter(it -> !it.isBlank()).map(it -> Path.of(it.strip()));
    }
}
