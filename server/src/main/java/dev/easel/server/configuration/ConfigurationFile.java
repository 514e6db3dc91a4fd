package dev.easel.server.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings in a file: a {@code NAME=value} in each line, empty lines, and lines that begin with {@code #}. A value may
 * stand in quotes of either kind; there are no escapes and nothing is expanded. systemd's {@code EnvironmentFile} and
 * Compose's {@code env_file} read the same as long as no line has {@code export}, {@code \} or {@code $}. What is wrong
 * is told with the number of its line and never with its value, which may be a secret.
 */
final class ConfigurationFile {
    private static final Pattern LINE = Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=(.*)");

    private ConfigurationFile() {}

    /**
     * @param name of the file, for what is told
     * @param problems are added to
     * @return the settings that can be used, in the order of the file
     */
    static Map<String, String> parse(String name, String text, SettingsTable table, List<String> problems) {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isBlank() && !line.strip().startsWith("#")) {
                List<String> wrong = take(line, values, table);
                String where = name + ", line " + (i + 1) + ": ";
                wrong.forEach(it -> problems.add(where + it));
            }
        }
        return values;
    }

    private static List<String> take(String line, Map<String, String> values, SettingsTable table) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            return List.of("NAME=value is needed");
        }
        String name = parts.group(1);
        List<String> wrong = new ArrayList<>();
        if (!table.has(table.settingOf(name))) {
            wrong.add(table.unknown(name));
        } else if (name.equals(SettingsTable.CONFIG)) {
            wrong.add(name + " cannot be set in a configuration file: one names no other");
        }
        String value = parts.group(2).strip();
        boolean isQuoted = value.length() > 1
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.indexOf(value.charAt(0), 1) == value.length() - 1;
        if (!isQuoted && value.matches("[\"'].*|.*\\s#.*")) {
            wrong.add("the value of " + name + " needs quotes around it, and none of the same kind within");
        }
        if (values.put(name, isQuoted ? value.substring(1, value.length() - 1) : value) != null) {
            wrong.add(name + " is there twice");
        }
        return wrong;
    }
}
