package dev.easel.server.database;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What PostgreSQL is told for each connection, by SQL after the login: a pooler such as PgBouncer refuses most settings
 * that are part of the login itself.
 */
final class SessionSettings {
    private static final Pattern OPTION = Pattern.compile("\\s*(?:-c\\s*|--)([\\w.-]+)\\s*=((?:[^\\s\\\\]|\\\\.)*)");

    private static final String FORM = "the options of the database connection (options in DATABASE_URL, or PGOPTIONS)"
            + " are written -c name=value; a space in a value is written \\ followed by the space";

    /**
     * An expression that has large values compressed by LZ4 where PostgreSQL was built with it, and nobody has chosen
     * otherwise: PostgreSQL's own way takes twice the CPU for a large object, and saves hardly more space.
     */
    static final String COMPRESSION = """
            (select set_config(name, 'lz4', false) from pg_settings
              where name = 'default_toast_compression' and source = 'default' and 'lz4' = any (enumvals))""";

    private SessionSettings() {}

    /** Reads options as {@code PGOPTIONS} has them. */
    static Map<String, String> parsed(String options) {
        Map<String, String> settings = new LinkedHashMap<>();
        Matcher option = OPTION.matcher(options);
        int end = 0;
        while (end < options.length() && option.find(end) && option.start() == end) {
            settings.put(option.group(1).replace('-', '_'), option.group(2).replaceAll("\\\\(.)", "$1"));
            end = option.end();
        }
        if (!options.substring(end).isBlank()) {
            throw new IllegalArgumentException(FORM);
        }
        return settings;
    }

    /** One statement that makes all the settings; one that does nothing where there are none. */
    static String sql(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting ->
                        "set_config(" + literal(setting.getKey()) + ", " + literal(setting.getValue()) + ", false)")
                .collect(Collectors.joining(", ", "select ", ""));
    }

    /** With an E, a backslash is one whatever the session says. */
    private static String literal(String text) {
        return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
