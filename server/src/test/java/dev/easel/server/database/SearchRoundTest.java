package dev.easel.server.database;

import static dev.easel.server.store.TestDatabase.await;
import static dev.easel.server.store.TestDatabase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.database.HostAnswer.Failed;
import dev.easel.server.database.HostAnswer.NoneWrites;
import dev.easel.server.database.HostAnswer.ReadOnly;
import dev.easel.server.database.HostAnswer.TakesWrites;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which of several hosts is used, by what they answer. */
@Timeout(30)
final class SearchRoundTest {
    private static final TakesWrites UNTOLD = new TakesWrites(0, 0);
    private static final HostAnswer REFUSED = new Failed(new ConnectException("Connection refused"));
    private static final HostAnswer WRONG_PASSWORD =
            new Failed(new PgException("password authentication failed", "FATAL", "28P01", null));

    private static final DatabaseAddress ADDRESS = DatabaseAddress.of("postgres://u@a,b,c/d");

    private static Vertx vertx;

    private final Map<String, Future<HostAnswer>> answers = new HashMap<>();

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void close() {
        await(vertx.close());
    }

    private SearchRoundTest given(String host, HostAnswer answer) {
        answers.put(host, Future.succeededFuture(answer));
        return this;
    }

    private SearchRoundTest silent(String host) {
        answers.put(host, Promise.<HostAnswer>promise().future());
        return this;
    }

    private Future<SearchRound.Choice> round(TakesWrites latest) {
        return new SearchRound(
                        vertx.getOrCreateContext(),
                        ADDRESS,
                        host -> answers.getOrDefault(host.name(), Future.succeededFuture(REFUSED)),
                        latest)
                .run();
    }

    private String chosen(TakesWrites latest) {
        return await(round(latest)).host().name();
    }

    @Test
    @DisplayName("the one that takes writes is used, wherever it stands")
    void primary() {
        given("a", new ReadOnly()).given("c", new TakesWrites(7, 1));
        assertEquals("c", chosen(UNTOLD));
    }

    @Test
    @DisplayName("of equal ones the first is used, also where they do not tell their timelines")
    void order() {
        given("b", new TakesWrites(7, 2)).given("c", new TakesWrites(7, 2));
        assertEquals("b", chosen(UNTOLD));
        given("b", UNTOLD).given("c", UNTOLD);
        assertEquals("b", chosen(UNTOLD));
    }

    @Test
    @DisplayName("an old primary that takes writes as well is not used, whatever its place")
    void old_primary() {
        given("a", new TakesWrites(7, 1)).given("b", new TakesWrites(7, 2)).given("c", new TakesWrites(7, 1));
        assertEquals("b", chosen(UNTOLD));
    }

    @Test
    @DisplayName("an old primary that is left alone is not used once the new one has been")
    void left_alone() {
        given("a", new TakesWrites(7, 1));
        NoneWrites none = assertInstanceOf(NoneWrites.class, failure(round(new TakesWrites(7, 2))));
        assertTrue(none.getMessage().contains("a:5432 is an old primary (timeline 1, and 2 was used before)"));
        assertEquals("a", chosen(new TakesWrites(8, 2)), "another system has timelines of its own");
    }

    @Test
    @DisplayName("a host that does not answer does not keep from using one that does")
    void silence() {
        silent("a").given("b", new TakesWrites(7, 1));
        assertEquals("b", chosen(UNTOLD));
    }

    @Test
    @DisplayName("where none takes writes, what each of them says is told")
    void none() {
        given("b", new ReadOnly());
        NoneWrites none = assertInstanceOf(NoneWrites.class, failure(round(UNTOLD)));
        assertEquals(
                "no host takes writes: a:5432 cannot be reached (Connection refused); b:5432 is a standby;"
                        + " c:5432 cannot be reached (Connection refused)",
                none.getMessage());
        assertTrue(none.isReadable());
        given("b", REFUSED);
        assertFalse(assertInstanceOf(NoneWrites.class, failure(round(UNTOLD))).isReadable());
    }

    @Test
    @DisplayName("where all refuse the login, it is told as it is with one host; not where one may still take it")
    void refused() {
        given("a", WRONG_PASSWORD).given("b", WRONG_PASSWORD).given("c", WRONG_PASSWORD);
        assertInstanceOf(PgException.class, failure(round(UNTOLD)));
        given("c", REFUSED);
        assertInstanceOf(NoneWrites.class, failure(round(UNTOLD)));
    }
}
