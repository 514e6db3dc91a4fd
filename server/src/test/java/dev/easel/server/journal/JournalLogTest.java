package dev.easel.server.journal;

import static dev.easel.server.journal.JournalWorld.A;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.server.journal.JournalStore.Refused;
import dev.easel.server.log.CapturedLog;
import dev.easel.server.log.TraceId;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the journal complains of is found by the trace id of the request that brought the edit. */
@Timeout(value = 10, unit = TimeUnit.SECONDS)
class JournalLogTest {
    private final JournalWorld world = new JournalWorld(100, 1 << 20);
    private final CapturedLog log = new CapturedLog();

    @AfterEach
    void close() {
        log.close();
    }

    private JsonNode line(String message) {
        return log.line(message).orElseThrow(() -> new AssertionError(log.lines()));
    }

    private static void isOf(long seq, JsonNode line) {
        assertEquals(A.toString(), line.get("project").asText());
        assertEquals(Long.toString(JournalWorld.EPOCH), line.get("epoch").asText());
        assertEquals(new TraceId(9, seq).toString(), line.get("trace_id").asText());
    }

    @Test
    @DisplayName("an edit that becomes durable late is told with what brought it, and one in time is not")
    void slow() {
        world.append(A, 2);
        world.loop.pass(100);
        world.committed();
        assertTrue(log.line("late").isEmpty());
        world.append(A, 2);
        world.loop.pass(RunOutcomes.SLOW_MS);
        world.committed();
        JsonNode late = line("An edit became durable late");
        isOf(3, late);
        assertEquals("3", late.get("seq").asText());
        assertTrue(late.get("took_ms").asLong() >= RunOutcomes.SLOW_MS);
    }

    @Test
    @DisplayName("a project that waits by itself is told with what brought its oldest event")
    void set_apart() {
        world.append(A, 3);
        world.setApart(A);
        isOf(1, line("The project waits by itself"));
    }

    @Test
    @DisplayName("an event that the database refuses is told with what brought it, and without its values")
    void refused() {
        Refused refused = new Refused(new IllegalArgumentException("s3cr3t"));
        world.append(A, 1);
        world.loop.pass(100);
        world.fail(world.store, refused);
        world.search(_ -> true, refused);
        world.fail(world.apart, refused);
        JsonNode line = line("The database refuses an event");
        isOf(1, line);
        assertEquals("1", line.get("edit").asText());
        assertTrue(log.lines().stream().noneMatch(it -> it.contains("s3cr3t")));
    }
}
