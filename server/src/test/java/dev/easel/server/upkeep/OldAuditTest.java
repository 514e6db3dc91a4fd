package dev.easel.server.upkeep;

import static dev.easel.server.store.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.server.room.TestLoop;
import dev.easel.server.store.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class OldAuditTest {
    private final TestDatabase test = TestDatabase.create();
    private final TestLoop loop = new TestLoop();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    @DisplayName("entries that are older than the operator keeps them are deleted, 5,000 at a time, and no other")
    void old() {
        test.sql("""
                insert into audit (at, act)
                select now() - interval '366 days', 'signed_in' from generate_series(1, 5001)""");
        test.sql("insert into audit (at, act) values (now() - interval '364 days', 'signed_in')");
        OldAudit old = new OldAudit(loop, test.database(), InstantSource.system(), 365);
        assertEquals(5_000, await(old.deleteSome()));
        assertEquals(1, await(old.deleteSome()));
        assertEquals(0, await(old.deleteSome()));
        assertEquals(1, test.number("select count(*) from audit"));
        test.sql("insert into audit (at, act) values (now() - interval '366 days', 'signed_in')");
        InstantSource behind = () -> Instant.now().minus(Duration.ofDays(2));
        assertEquals(0, await(new OldAudit(loop, test.database(), behind, 365).deleteSome()), "a clock may be wrong");
        assertEquals(1, await(old.deleteSome()));
    }

    @Test
    @DisplayName("where they are kept for ever, nothing is begun")
    void for_ever() {
        new OldAudit(loop, test.database(), InstantSource.system(), 0).start();
        loop.pass(OldAudit.BETWEEN_MS);
        assertEquals(0, test.number("select count(*) from audit"));
    }
}
