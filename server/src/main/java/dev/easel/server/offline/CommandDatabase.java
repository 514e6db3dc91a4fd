package dev.easel.server.offline;

import dev.easel.embedded.EmbeddedPostgres;
import dev.easel.embedded.PostgresAddress;
import dev.easel.server.database.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The database that the settings name, as for the server. An embedded one that is not running is started for the
 * command and stopped after it.
 */
public final class CommandDatabase {
    private final Optional<DatabaseAddress> given;
    private final Path data;

    /** @param settings null for one that is not set */
    public CommandDatabase(Function<String, @Nullable String> settings) {
        given = DatabaseAddress.fromEnvironment(settings);
        String setting = settings.apply("EASEL_DATA");
        data = Path.of(setting == null || setting.isBlank() ? "./data" : setting.strip());
    }

    /** What a command does with the database. */
    @FunctionalInterface
    public interface Work<X extends Exception> {
        int run(DatabaseAddress address) throws X, IOException;
    }

    /** @throws IOException there is no embedded database, or it cannot be used */
    public <X extends Exception> int use(Work<X> work) throws X, IOException {
        if (given.isEmpty() && !EmbeddedPostgres.isIn(data)) {
            throw new IOException(
                    "there is no database in " + data.toAbsolutePath().normalize());
        }
        return useOrMake(work);
    }

    /** The same; where there is no embedded database yet, one is made. */
    public <X extends Exception> int useOrMake(Work<X> work) throws X, IOException {
        if (given.isPresent()) {
            return work.run(given.get());
        }
        Optional<PostgresAddress> running = EmbeddedPostgres.runningOn(data);
        if (running.isPresent()) {
            return work.run(DatabaseAddress.of(running.get().url()));
        }
        EmbeddedPostgres started = EmbeddedPostgres.start(data);
        try {
            return work.run(DatabaseAddress.of(started.address().url()));
        } finally {
            started.stop();
        }
    }
}
