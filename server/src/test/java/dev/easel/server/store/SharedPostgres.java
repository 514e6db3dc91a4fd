package dev.easel.server.store;

import dev.easel.embedded.EmbeddedPostgres;
import dev.easel.server.database.DatabaseAddress;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** One PostgreSQL for all tests of a JVM, on a temporary directory; stopped and removed when the JVM ends. */
final class SharedPostgres {
    private static final EmbeddedPostgres RUNNING = start();

    private SharedPostgres() {}

    /** It counts statements, once the test has run {@code create extension pg_stat_statements} in its database. */
    static DatabaseAddress address() {
        return DatabaseAddress.of(RUNNING.superuser().url());
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
        postgres.stop();
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
