package dev.easel.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;

/** For people: time, level, class, message, and the fields behind it; lines of a stack are indented. */
final class TextFormat implements LineFormat {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    /** The message tells the one; the other is the same in all lines of a terminal, and told in one of them. */
    private static final Set<String> LEFT_OUT = Set.of(Field.FOLDED, Field.INSTANCE);

    @Override
    public byte[] bytes(LogLine line) {
        StringBuilder text = new StringBuilder(200)
                .append(TIME.format(line.at()))
                .append(' ')
                .append(line.level());
        if (line.level().toString().length() == 4) {
            text.append(' ');
        }
        text.append(' ')
                .append(line.logger().substring(line.logger().lastIndexOf('.') + 1))
                .append(": ")
                .append(line.message());
        for (Map.Entry<String, String> field : line.fields().entrySet()) {
            if (!LEFT_OUT.contains(field.getKey())) {
                text.append(' ').append(field.getKey()).append('=');
                value(text, field.getValue());
            }
        }
        line.stack()
                .ifPresent(it -> it.lines()
                        .skip(1)
                        .forEach(frame -> text.append("\n    ").append(frame.strip())));
        return text.append('\n').toString().getBytes(UTF_8);
    }

    /** In quotes where it would not be seen where it ends. */
    private static void value(StringBuilder text, String value) {
        boolean isWord = !value.isEmpty() && value.chars().noneMatch(it -> it == ' ' || it == '"' || it == '=');
        if (isWord) {
            text.append(value);
        } else {
            text.append('"')
                    .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
    }
}
