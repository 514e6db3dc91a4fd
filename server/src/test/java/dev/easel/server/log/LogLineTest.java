package dev.easel.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class LogLineTest {
    private final LoggerContext context = new LoggerContext();

    private LoggingEvent event(String message, @Nullable Throwable failure, KeyValuePair... pairs) {
        Logger logger = context.getLogger("dev.easel.server.journal.GroupCommit");
        LoggingEvent event = new LoggingEvent("here", logger, Level.WARN, message, failure, null);
        event.setInstant(Instant.ofEpochMilli(1_764_409_200_123L));
        event.setKeyValuePairs(List.of(pairs));
        return event;
    }

    private static String text(LogLine line) {
        return new String(new TextFormat().bytes(line), UTF_8);
    }

    private static JsonNode json(LogLine line) throws IOException {
        String written = new String(new JsonFormat().bytes(line), UTF_8);
        assertEquals(written.length() - 1, written.indexOf('\n'));
        return new ObjectMapper().readTree(written);
    }

    @Test
    @DisplayName("text has the time, level, class and message, and the fields behind them")
    void text_line() {
        LogLine line = LogLine.of(event(
                "A commit failed",
                null,
                new KeyValuePair(Field.PROJECT, new UUID(0, 1)),
                new KeyValuePair(Field.ERROR, "PgException 53100: no space \"left\"")));
        assertEquals(
                "2025-11-29T09:40:00.123Z WARN  GroupCommit: A commit failed"
                        + " project=00000000-0000-0000-0000-000000000001"
                        + " error=\"PgException 53100: no space \\\"left\\\"\"\n",
                text(line));
    }

    @Test
    @DisplayName("JSON has the same as members of one object on one line, and the instance")
    void json_line() throws IOException {
        context.putProperty(Field.INSTANCE, "i-1");
        LogLine line =
                LogLine.of(event("A commit failed", new IOException("reset"), new KeyValuePair(Field.EPOCH, 17L)));
        JsonNode json = json(line);
        assertEquals("2025-11-29T09:40:00.123Z", json.get("timestamp").textValue());
        assertEquals("WARN", json.get("level").textValue());
        assertEquals("dev.easel.server.journal.GroupCommit", json.get("logger").textValue());
        assertEquals("A commit failed", json.get("message").textValue());
        assertEquals("i-1", json.get(Field.INSTANCE).textValue());
        assertEquals("17", json.get(Field.EPOCH).textValue());
        assertEquals("IOException: reset", json.get(Field.ERROR).textValue());
        assertTrue(json.get("stack").textValue().contains("    at dev.easel.server.log.LogLineTest"));
    }

    @Test
    @DisplayName("what comes from outside ends no line, steers no terminal, and turns no text around")
    void forged() throws IOException {
        String forged = "a\n2025 ERROR b\r\u001b[2J\u2028c\u202ed\u0085e\u0000";
        LogLine line = LogLine.of(event(forged, new IOException(forged), new KeyValuePair("f", forged)));
        String safe = "a\\u000a2025 ERROR b\\u000d\\u001b[2J\\u2028c\\u202ed\\u0085e\\u0000";
        assertEquals(safe, line.message());
        assertEquals(safe, line.fields().get("f"));
        assertEquals("IOException: " + safe, line.fields().get(Field.ERROR));
        List<String> lines = text(line).lines().toList();
        assertTrue(lines.stream().skip(1).allMatch(it -> it.startsWith("    ")), lines.toString());
        json(line);
    }

    @Test
    @DisplayName("lines are of bounded length")
    void bounded() {
        String long1 = "x".repeat(100_000);
        LogLine line = LogLine.of(event(long1, new IOException(long1), new KeyValuePair("f", long1)));
        assertTrue(text(line).length() < 25_000);
        assertTrue(new JsonFormat().bytes(line).length < 25_000);
    }

    @Test
    @DisplayName("what is cut is cut between characters: JSON can be made of it")
    void cut_between() throws IOException {
        String faces = "\ud83d\ude00".repeat(400) + '\n';
        for (String before : List.of("", "x")) {
            LogLine line = LogLine.of(event(faces, new IOException(before + faces.repeat(30))));
            assertTrue(json(line).get("stack").textValue().endsWith("\ude00…"));
        }
    }

    @Test
    @DisplayName("what no request has asked for has no trace id")
    void no_trace() {
        assertFalse(LogLine.of(event("m", null, new KeyValuePair(Field.TRACE, TraceId.NONE)))
                .fields()
                .containsKey(Field.TRACE));
    }
}
