package dev.easel.server.configuration;

import dev.easel.server.log.LogSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The variable that says what is logged, and how. */
public final class LogVariable {
    private LogVariable() {}

    /** {@code level[,format][,package=level…]}. */
    public static LogSettings read(Environment env) {
        List<String> levels = List.of("info", "trace", "debug", "warn", "error");
        List<String> plain = new ArrayList<>();
        Map<String, String> packages = new HashMap<>();
        for (String word : env.text("EASEL_LOG", "info").split(",")) {
            String[] parts = word.split("=", 2);
            if (parts.length == 1) {
                plain.add(word);
            } else {
                packages.put(parts[0].strip(), env.word("EASEL_LOG", parts[1], levels));
            }
        }
        return new LogSettings(
                env.word("EASEL_LOG", plain.isEmpty() ? "info" : plain.getFirst(), levels),
                env.word(
                        "EASEL_LOG",
                        plain.size() < 2 ? "text" : String.join(",", plain.subList(1, plain.size())),
                        List.of("text", "json")),
                packages);
    }
}
