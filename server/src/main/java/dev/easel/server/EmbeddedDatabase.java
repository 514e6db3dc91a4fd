package dev.easel.server;

import dev.easel.embedded.EmbeddedPostgres;
import dev.easel.server.log.Logging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The command that runs the embedded database by itself, so that several instances on this machine can use it. It ends
 * in order on SIGTERM, and only after those who use it should.
 */
public final class EmbeddedDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

    /** An instance takes up to thirteen, with the default settings. */
    private static final Map<String, String> FOR_SEVERAL = Map.of("max_connections", "300");

    private EmbeddedDatabase() {}

    /** @param arguments the file that the database's URL is written to once it can be used */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Settings settings = Settings.from(System::getenv);
        Logging.configure(settings.log());
        Path told = Path.of(arguments[0]);
        EmbeddedPostgres postgres;
        try {
            postgres = EmbeddedPostgres.start(settings.storage().data(), FOR_SEVERAL);
        } catch (RuntimeException failure) {
            LOG.error(
                    "The database does not start: {}",
                    StartFailure.of(failure, settings).sentence());
            Logging.flush();
            System.exit(1);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres), "easel-shutdown"));
        tell(told, postgres.address().url());
        LOG.info("The database serves {}", postgres.address());
        new CountDownLatch(1).await();
    }

    private static void stop(EmbeddedPostgres postgres) {
        try {
            postgres.stop();
        } finally {
            Logging.flush();
        }
    }

    /** The URL has a password: the file is for this user alone. It is there only when it is complete. */
    static void tell(Path file, String url) throws IOException {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        Files.deleteIfExists(partial);
        Files.createFile(partial, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(partial, url + "\n");
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
