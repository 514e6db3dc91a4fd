package dev.easel.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * What one line tells. None of its texts but {@code stack} has a character that ends a line or steers a terminal, and
 * all of them are of bounded length: nothing that comes from outside looks like a line of its own.
 *
 * @param fields in the order in which they are told
 * @param stack where a failure was thrown, in lines that are ended by line feeds; empty where there is none
 */
record LogLine(
        Instant at,
        Level level,
        String logger,
        String thread,
        String message,
        Map<String, String> fields,
        Optional<String> stack) {
    private static final int LONGEST_MESSAGE = 2_000;
    private static final int LONGEST_FIELD = 1_000;
    private static final int LONGEST_STACK = 16_000;

    /** What an event says. */
    static LogLine of(ILoggingEvent event) {
        Map<String, String> fields = new LinkedHashMap<>();
        Optional.ofNullable(event.getLoggerContextVO().getPropertyMap().get(Field.INSTANCE))
                .ifPresent(it -> fields.put(Field.INSTANCE, it));
        List<KeyValuePair> pairs = Objects.requireNonNullElse(event.getKeyValuePairs(), List.of());
        for (KeyValuePair pair : pairs) {
            if (pair.value != null && pair.value != TraceId.NONE) {
                fields.put(pair.key, plain(String.valueOf(pair.value), LONGEST_FIELD));
            }
        }
        Optional<Throwable> failure = failure(event.getThrowableProxy());
        failure.ifPresent(it -> fields.put(Field.ERROR, plain(Cause.of(it), LONGEST_FIELD)));
        return new LogLine(
                event.getInstant(),
                event.getLevel(),
                event.getLoggerName(),
                event.getThreadName(),
                plain(event.getFormattedMessage(), LONGEST_MESSAGE),
                fields,
                failure.map(LogLine::stack));
    }

    /** A line of the log about itself. */
    static LogLine own(Instant at, Level level, String message) {
        return new LogLine(
                at,
                level,
                LogLine.class.getPackageName(),
                Thread.currentThread().getName(),
                message,
                Map.of(),
                Optional.empty());
    }

    /** The same, told in place of {@code others} lines of its kind that were left out, and itself. */
    LogLine and(long others) {
        if (others == 0) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(fields);
        more.put(Field.FOLDED, Long.toString(others));
        return new LogLine(at, level, logger, thread, message + " … and " + others + " like it", more, stack);
    }

    private static Optional<Throwable> failure(@Nullable IThrowableProxy proxy) {
        return proxy instanceof ThrowableProxy it ? Optional.of(it.getThrowable()) : Optional.empty();
    }

    private static String stack(Throwable failure) {
        StringBuilder text = new StringBuilder();
        Cause.stack(failure)
                .lines()
                .forEach(line -> text.append(plain(line, LONGEST_FIELD)).append('\n'));
        return cut(text.toString().stripTrailing(), LONGEST_STACK);
    }

    /** Without what would end the line or steer a terminal, line separators and marks of direction included. */
    static String plain(String text, int longest) {
        String shortened = cut(text, longest);
        if (shortened.codePoints().noneMatch(LogLine::isUnsafe)) {
            return shortened;
        }
        StringBuilder safe = new StringBuilder();
        shortened.codePoints().forEach(it -> {
            if (isUnsafe(it)) {
                safe.append(String.format("\\u%04x", it));
            } else {
                safe.appendCodePoint(it);
            }
        });
        return safe.toString();
    }

    private static boolean isUnsafe(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    /** Between characters: half of one cannot be written. */
    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end) + "…";
    }
}
