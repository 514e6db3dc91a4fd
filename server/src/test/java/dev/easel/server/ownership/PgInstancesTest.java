package dev.easel.server.ownership;

import static dev.easel.server.store.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.database.PrimarySearch;
import dev.easel.server.store.TestDatabase;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PgInstancesTest {
    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase database = TestDatabase.create();

    @AfterEach
    void close() {
        await(vertx.close());
        database.close();
    }

    @Test
    @DisplayName("of very many instances the newest are looked at, and no more than so many")
    void most() {
        database.sql(
                "insert into instance (id, address, version, started_at)"
                        + " select 'i' || n, 'http://i' || n, 'test', clock_timestamp() - n * interval '1 s'"
                        + " from generate_series(1, $1::int) n",
                PgInstances.MOST + 10);
        PgInstances instances = new PgInstances(
                vertx,
                new PrimarySearch(vertx, database.address()),
                new OwnershipSettings(5_000, true),
                new PgInstances.Self("self", URI.create("http://self"), "test"),
                Unheard.RIGHTS);
        Instances.Connected connected = await(instances.connect(_ -> {}));
        Set<String> seen =
                await(connected.beat(false)).stream().map(Sighting::id).collect(Collectors.toSet());
        assertEquals(PgInstances.MOST, seen.size());
        assertTrue(seen.contains("self"));
        assertTrue(seen.contains("i" + (PgInstances.MOST - 1)));
        assertFalse(seen.contains("i" + PgInstances.MOST));
        await(connected.close());
    }
}
