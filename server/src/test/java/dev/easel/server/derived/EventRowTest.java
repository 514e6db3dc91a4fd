package dev.easel.server.derived;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.log.Cause;
import io.vertx.sqlclient.Row;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EventRowTest {
    private static Row row(String changes) {
        return (Row) Proxy.newProxyInstance(
                Row.class.getClassLoader(), new Class<?>[] {Row.class}, (_, method, _) -> switch (method.getName()) {
                    case "getLong" -> 7L;
                    case "getOffsetDateTime" -> Instant.EPOCH.atOffset(ZoneOffset.UTC);
                    case "getUUID" -> new UUID(0, 1);
                    default -> changes;
                });
    }

    @Test
    @DisplayName("an event that cannot be read is told by its number and project, and not by what is in it")
    void unreadable() {
        Row row = row("[{\"op\":\"secret\",\"id\":\"a\"}]");
        IllegalStateException failure =
                assertThrows(IllegalStateException.class, () -> EventRow.read(new UUID(0, 2), row));
        String told = Cause.of(failure);
        assertTrue(told.contains("event 7 of project 00000000-0000-0000-0000-000000000002"), told);
        assertFalse(told.contains("secret"), told);
        assertTrue(String.valueOf(failure.getCause()).contains("secret"), "the cause quotes it");
    }
}
