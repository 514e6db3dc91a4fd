package dev.easel.server.log;

import java.util.Map;

/**
 * The log on standard output. Of levels there are trace, debug, info, warn and error.
 *
 * @param level of all of the server
 * @param format text for people, json for machines
 * @param packages the levels of single packages of the server, by their names
 */
public record LogSettings(String level, String format, Map<String, String> packages) {
    public static final String JSON = "json";

    public LogSettings {
        packages = Map.copyOf(packages);
    }
}
