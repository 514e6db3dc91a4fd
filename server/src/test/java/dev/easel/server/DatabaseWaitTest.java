package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.easel.server.database.DatabaseAddress;
import dev.easel.server.database.DatabaseNotYet;
import dev.easel.server.database.DatabaseRefused;
import dev.easel.server.database.Verdict;
import io.vertx.core.Future;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DatabaseWaitTest {
    private static final DatabaseAddress ADDRESS = DatabaseAddress.of("postgres://easel@db/easel");

    private long nowMs = -7; // a monotonic clock may stand anywhere
    private long endsAtMs = Long.MAX_VALUE;
    private int asked;
    /** What was told, and when. */
    private final List<String> told = new ArrayList<>();

    private final DatabaseWait.Time time = new DatabaseWait.Time() {
        @Override
        public long nowMs() {
            return nowMs;
        }

        @Override
        public boolean pass(long ms) {
            nowMs += ms;
            return nowMs < endsAtMs;
        }
    };

    private <T> T until(Supplier<Future<T>> ask) throws InterruptedException {
        long begun = nowMs;
        return new DatabaseWait(time, what -> told.add((nowMs - begun) / 1_000 + " " + what)).until(() -> {
            asked++;
            return ask.get();
        });
    }

    private static Future<String> notYet(String why) {
        return Future.failedFuture(
                assertInstanceOf(DatabaseNotYet.class, Verdict.of(new ConnectException(why), ADDRESS)));
    }

    @Test
    @DisplayName("the database is tried every two seconds, with no end, until it can be used")
    void tries() throws InterruptedException {
        assertEquals("found", until(() -> asked <= 100_000 ? notYet("refused") : Future.succeededFuture("found")));
        assertEquals(100_001, asked);
        assertEquals(100_000 * 2_000L - 7, nowMs);
    }

    @Test
    @DisplayName("a reason is told once, and every half minute while it lasts; another one at once")
    void told() throws InterruptedException {
        until(() -> switch (asked) {
            case 40 -> notYet("another");
            case 41 -> Future.succeededFuture("found");
            default -> notYet("refused");
        });
        assertEquals(
                List.of("0 refused", "30 refused", "60 refused", "78 another"),
                told.stream()
                        .map(it -> it.replaceFirst("^(\\d+) .*: (\\w+); trying again every 2 s$", "$1 $2"))
                        .toList());
    }

    @Test
    @DisplayName("what does not pass ends the wait at once; so does the end of the server")
    void ends() {
        CompletionException refused =
                assertThrows(CompletionException.class, () -> until(() -> Future.failedFuture(refusal())));
        assertInstanceOf(DatabaseRefused.class, refused.getCause());
        assertEquals(1, asked);
        endsAtMs = nowMs + 5_000;
        assertThrows(ToldToEnd.class, () -> until(() -> notYet("refused")));
        assertEquals(4, asked);
        assertThrows(ToldToEnd.class, () -> until(() -> notYet("refused")));
        assertEquals(4, asked, "the server ends already");
    }

    private static RuntimeException refusal() {
        return Verdict.refused(ADDRESS, "no such database", null);
    }
}
