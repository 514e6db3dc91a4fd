package dev.easel.server;

import dev.easel.server.process.Exit;
import io.vertx.core.Vertx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The command {@code migrate}: brings the schema of the database to this version, and ends. */
final class Migrating {
    private static final Logger LOG = LoggerFactory.getLogger(Migrating.class);

    private Migrating() {}

    /** Waits for a database that cannot be reached, and returns the exit code. */
    static int run(Settings settings) {
        Vertx vertx = Vertx.vertx();
        Storage storage = new Storage(vertx, settings.storage());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(storage), "easel-shutdown"));
        try {
            storage.migrate();
            LOG.info("The schema of the database is that of this version");
            return Exit.DONE;
        } catch (ToldToEnd ending) {
            LOG.info("Easel was told to end before the schema was migrated");
            LOG.debug("Easel was told to end", ending);
            return Exit.CANNOT_START;
        } catch (InterruptedException | RuntimeException failure) {
            StartFailure.of(failure, settings).log();
            return Exit.CANNOT_START;
        } finally {
            end(storage);
            Blocking.await(vertx.close());
        }
    }

    private static void end(Storage storage) {
        storage.stopWaiting();
        storage.stopEmbedded();
    }
}
