package dev.easel.server.database;

import static dev.easel.server.store.TestDatabase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.easel.server.store.TestDatabase;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class CursorScanTest {
    /** More rows than the first batch has; the first one behind it cannot be computed. */
    private static final String FAILS_LATER = "select (1 / (51 - n))::text as text from generate_series(1, 100) as n";

    @Test
    @DisplayName("a scan of which a batch cannot be fetched ends when the batch before it is decoded, and not sooner")
    void ends_last() {
        List<Boolean> hadEnded = new CopyOnWriteArrayList<>();
        AtomicReference<Future<?>> scan = new AtomicReference<>();
        try (TestDatabase test = TestDatabase.create()) {
            Throwable failure = failure(test.database().transaction("begin", connection -> {
                Future<List<Void>> running = new CursorScan<Void>(test.database(), "text", _ -> {
                            answers(connection);
                            hadEnded.add(scan.get().isComplete());
                            return List.of();
                        })
                        .run(connection, FAILS_LATER, Tuple.tuple());
                scan.set(running);
                return running;
            }));
            assertInstanceOf(PgException.class, failure);
        }
        assertEquals(List.of(false), hadEnded);
    }

    /** What was sent before is answered, and so is what is sent at these answers: cursor and statement are closed. */
    private static void answers(SqlConnection connection) {
        for (int times = 0; times < 4; times++) {
            failure(connection.query("select 1").execute()); // the transaction is aborted
        }
    }
}
