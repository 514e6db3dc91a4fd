package dev.easel.server.store.embedded;

import dev.easel.server.store.DatabaseAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** One PostgreSQL for all tests of a JVM, on a temporary directory; stopped and removed when the JVM ends. */
public final class SharedPostgres {
    private static final EmbeddedPostgres RUNNING = start();

    private SharedPostgres() {}

    /** It counts statements: {@code create extension pg_stat_statements} in a database of yours. */
    public static DatabaseAddress address() {
        return RUNNING.address();
    }

    private static EmbeddedPostgres start() {
        try {
            Path data = Files.createTempDirectory("easel-test-");
            EmbeddedPostgres postgres =
                    EmbeddedPostgres.start(data, Map.of("shared_preload_libraries", "pg_stat_statements"));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(postgres, data)));
            return postgres;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void remove(EmbeddedPostgres postgres, Path data) {
        try {
            postgres.stop();
            Trees.delete(data);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
