package dev.easel.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Every line that this process would log while it is open, in both formats; those of libraries from warn on. */
public final class CapturedLog implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger root = logger(Logger.ROOT_LOGGER_NAME);
    private final Logger ours = logger("dev.easel");
    private final Level rootBefore = root.getLevel();
    private final Appender appender = new Appender();
    /** Loggers that other tests have cut off from the root, and their levels. */
    private final Map<Logger, Level> cutOff = new HashMap<>();

    private final class Appender extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            LogLine line = LogLine.of(event);
            lines.add(new String(new TextFormat().bytes(line), UTF_8));
            lines.add(new String(new JsonFormat().bytes(line), UTF_8));
        }
    }

    public CapturedLog() {
        appender.setContext(root.getLoggerContext());
        appender.start();
        root.addAppender(appender);
        root.setLevel(Level.WARN);
        ours.setLevel(Level.TRACE);
        root.getLoggerContext().getLoggerList().stream()
                .filter(it -> it != root && !it.isAdditive())
                .forEach(it -> {
                    cutOff.put(it, it.getLevel());
                    it.setLevel(Level.TRACE);
                    it.addAppender(appender);
                });
    }

    private static Logger logger(String name) {
        return ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(name);
    }

    /** In both formats. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** The first line that has this message. */
    public Optional<JsonNode> line(String message) {
        return lines.stream()
                .filter(it -> it.startsWith("{"))
                .map(CapturedLog::json)
                .filter(it -> it.get("message").asText().contains(message))
                .findFirst();
    }

    private static JsonNode json(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(line, malformed);
        }
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        root.setLevel(rootBefore);
        ours.setLevel(null);
        cutOff.forEach((logger, level) -> {
            logger.detachAppender(appender);
            logger.setLevel(level);
        });
    }
}
