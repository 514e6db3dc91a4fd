package dev.easel.server.database;

import static dev.easel.server.store.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.server.driver.NameLookup;
import dev.easel.server.store.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class NameLookupTest {
    private static final int AGAIN_MS = 100;

    @TempDir
    private Path directory;

    private Vertx vertx;
    private Database database;

    @Test
    @DisplayName("a name that moves to another address is followed")
    void moves() throws Exception {
        try (TestDatabase test = TestDatabase.create();
                DatabaseProxy before = new DatabaseProxy(test, "127.0.0.2", 0);
                DatabaseProxy after =
                        new DatabaseProxy(test, "127.0.0.3", before.host().port())) {
            Path names = Files.writeString(directory.resolve("hosts"), "127.0.0.2 db.test\n");
            vertx = Vertx.vertx(new VertxOptions()
                    .setAddressResolverOptions(NameLookup.options().setHostsPath(names.toString())));
            DatabaseHost named = new DatabaseHost("db.test", before.host().port());
            database = Database.open(vertx, test.address().at(named), 1);
            await(ask());
            assertEquals(List.of(1, 0), List.of(before.connections(), after.connections()));
            Files.writeString(names, "127.0.0.3 db.test\n");
            before.down();
            await(answered());
            assertEquals(List.of(0, 1), List.of(before.connections(), after.connections()));
            await(vertx.close());
        }
    }

    /** Asks until there is an answer. */
    private Future<Object> answered() {
        return ask().recover(_ -> vertx.timer(AGAIN_MS, TimeUnit.MILLISECONDS).compose(_ -> answered()));
    }

    private Future<Object> ask() {
        return database.query("select 1", Tuple.tuple()).mapEmpty();
    }
}
