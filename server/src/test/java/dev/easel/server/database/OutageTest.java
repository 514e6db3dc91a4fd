package dev.easel.server.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutageTest {
    @ParameterizedTest
    @CsvSource({
        "53100, DISK_FULL",
        "53200, NO_MEMORY",
        "53300, NO_CONNECTIONS",
        "53400, NO_RESOURCES",
        "25006, READ_ONLY",
        "57P01, STARTING",
        "57P03, STARTING",
        "57P04, MISSING",
        "3D000, MISSING",
        "28P01, LOGIN",
        "58030, SYSTEM",
        "08006, UNREACHABLE",
        "XX000, OTHER"
    })
    @DisplayName("an SQLSTATE means one of a closed set of reasons")
    void states(String state, Outage outage) {
        assertEquals(outage, Outage.of(new PgException("secret", "FATAL", state, "secret")));
    }

    @Test
    @DisplayName("without an answer the database cannot be reached; what is none of it is in the log")
    void unanswered() {
        assertEquals(Outage.UNREACHABLE, Outage.of(new ConnectException("secret")));
        assertEquals(Outage.UNREACHABLE, Outage.of(new TimeoutException("secret")));
        assertEquals(Outage.OTHER, Outage.of(new IllegalStateException("secret")));
    }
}
