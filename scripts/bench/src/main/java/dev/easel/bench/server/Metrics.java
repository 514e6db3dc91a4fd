package dev.easel.bench.server;

import java.util.HashMap;
import java.util.Map;

/** A server's {@code /metrics}: each name with its values added up over all labels. */
public final class Metrics {
    private final Map<String, Double> values = new HashMap<>();

    /** @param text as Prometheus reads it */
    Metrics(String text) {
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int brace = line.indexOf('{');
            int space = line.lastIndexOf(' ');
            if (space > 0) {
                String name = line.substring(0, brace < 0 ? space : brace);
                values.merge(name, Double.parseDouble(line.substring(space + 1)), Double::sum);
            }
        });
    }

    /** 0 when there is no such name. */
    public double get(String name) {
        return values.getOrDefault(name, 0.0);
    }
}
