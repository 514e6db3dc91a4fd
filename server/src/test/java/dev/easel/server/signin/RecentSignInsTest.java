package dev.easel.server.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.identity.Person;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RecentSignInsTest {
    private static final SignIn ADA = new SignIn(new Person("ada", Optional.empty()), Long.MAX_VALUE);

    private final MemorySignIns stored = new MemorySignIns();
    private Instant now = Instant.EPOCH;
    private final RecentSignIns recent = new RecentSignIns(stored, () -> now);

    private boolean isThere(String key) {
        return recent.find(key).result().isPresent();
    }

    @Test
    @DisplayName("one that has ended elsewhere counts here for five seconds at most")
    void stale() {
        stored.begin("a", ADA);
        assertTrue(isThere("a"));
        stored.end("a");
        now = now.plusMillis(RecentSignIns.FRESH_MS - 1);
        assertTrue(isThere("a"));
        assertEquals(1, stored.asked);
        now = now.plusMillis(1);
        assertTrue(!isThere("a"));
    }

    @Test
    @DisplayName("one that ends here ends at once")
    void ended() {
        stored.begin("a", ADA);
        assertTrue(isThere("a"));
        recent.end("a");
        assertTrue(!isThere("a"));
    }

    @Test
    @DisplayName("an answer that was under way when one ended is not kept")
    void underWay() {
        Promise<Optional<SignIn>> late = Promise.promise();
        SignIns slow = new SignIns() {
            @Override
            public Future<Void> begin(String key, SignIn begun) {
                return Future.succeededFuture();
            }

            @Override
            public Future<Optional<SignIn>> find(String key) {
                return stored.asked++ == 0 ? late.future() : Future.succeededFuture(Optional.empty());
            }

            @Override
            public Future<Void> end(String key) {
                return Future.succeededFuture();
            }

            @Override
            public Future<Set<String>> living(Collection<String> keys) {
                return Future.succeededFuture(Set.of());
            }
        };
        RecentSignIns over = new RecentSignIns(slow, () -> now);
        Future<Optional<SignIn>> asked = over.find("a");
        over.end("a");
        late.complete(Optional.of(ADA));
        assertTrue(asked.result().isPresent());
        assertTrue(over.find("a").result().isEmpty());
    }

    @Test
    @DisplayName("so many are kept and no more")
    void bound() {
        for (int i = 0; i <= RecentSignIns.MOST; i++) {
            isThere("key " + i);
        }
        stored.asked = 0;
        isThere("key 1");
        assertEquals(0, stored.asked);
        isThere("key 0");
        assertEquals(1, stored.asked);
    }
}
