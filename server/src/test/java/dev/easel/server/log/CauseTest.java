package dev.easel.server.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.vertx.core.VertxException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class CauseTest {
    private static final String SECRET = String.join("", "s3", "cr3t");

    private static Throwable thrownBy(Executable fault) {
        try {
            fault.execute();
        } catch (Throwable thrown) {
            return thrown;
        }
        throw new AssertionError("nothing was thrown");
    }

    @Test
    @DisplayName("what parsers put into their messages is left out: input, and only its kind is told")
    void parsers() {
        Throwable[] failures = {
            thrownBy(() -> {
                try (JsonParser parser = new JsonFactory().createParser(SECRET)) {
                    parser.nextToken();
                }
            }),
            thrownBy(() -> new JsonObject("{\"a\":" + SECRET + "}")),
            thrownBy(() -> UUID.fromString(SECRET)),
            thrownBy(() -> Long.parseLong(SECRET)),
            thrownBy(() -> Instant.parse(SECRET)),
            thrownBy(() -> URI.create("http://" + SECRET + "|")),
            thrownBy(() -> URI.create("htp://" + SECRET).toURL()),
            new HttpException(400, SECRET),
            new IllegalArgumentException(SECRET, new RuntimeException(SECRET)),
            new UncheckedIOException(SECRET, new IOException("disk")),
            new IllegalStateException(new IllegalArgumentException(SECRET)),
            new IOException(new UncheckedIOException(SECRET, new IOException("disk"))),
            new VertxException("Parameter at position[0] with class = [java.lang.String] and value = [" + SECRET
                    + "] can not be coerced to the expected class = [java.lang.Number] for encoding."),
        };
        for (Throwable failure : failures) {
            assertFalse(Cause.of(failure).contains(SECRET), Cause.of(failure));
            assertFalse(Cause.stack(failure).contains(SECRET), Cause.stack(failure));
        }
    }

    @Test
    @DisplayName("of PostgreSQL's answers the code is told, and the message where it holds no values of rows")
    void postgres() {
        PgException full = new PgException("could not extend file: No space left", "ERROR", "53100", SECRET);
        assertEquals("PgException 53100: could not extend file: No space left", Cause.of(full));
        PgException check = new PgException(
                "new row violates " + SECRET,
                "ERROR",
                "23514",
                "Failing row contains " + SECRET,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "event",
                "changes",
                null,
                "no_circles");
        assertEquals("PgException 23514 (event, changes, no_circles)", Cause.of(check));
        assertEquals("PgException P0001", Cause.of(new PgException(SECRET, "ERROR", "P0001", SECRET)));
        assertEquals("PgException 22P02", Cause.of(new PgException(SECRET, "ERROR", "22P02", SECRET)));
        assertEquals(
                "SQLException 40001: could not serialize",
                Cause.of(new SQLException("could not serialize\n  Detail: " + SECRET, "40001")));
    }

    @Test
    @DisplayName("failures of connections, files and programs are told with their messages, and with their causes")
    void told() {
        assertEquals(
                "IllegalStateException: no room; caused by VertxException: Connection was closed"
                        + "; caused by IOException: reset by peer",
                Cause.of(new IllegalStateException(
                        "no room", new VertxException("Connection was closed", new IOException("reset by peer")))));
    }

    @Test
    @DisplayName("a failure that causes itself is told to a bounded depth")
    void circle() {
        Throwable inner = new IOException("inner");
        Throwable outer = new IllegalStateException("outer", inner);
        inner.initCause(outer);
        assertEquals("IllegalStateException: outer; caused by IOException: inner", Cause.of(outer));
    }
}
