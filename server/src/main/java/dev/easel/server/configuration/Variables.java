package dev.easel.server.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings by name, from where they are found first: the command line, the environment, the configuration file. In
 * each of them {@code NAME_FILE} names a file that has the value of NAME: so a secret need not be in any of them. A
 * blank value is as good as none; a file that is named and has nothing is a problem, because it will be filled later.
 */
public final class Variables implements Function<String, @Nullable String> {
    /** The setting that names the configuration file. */
    public static final String CONFIG = SettingsTable.CONFIG;

    /** What names a database: a connection URI, or a host. The URI is used where both are set. */
    private static final String DATABASE_URI = "DATABASE_URL";

    private static final String DATABASE_HOST = "PGHOST";

    /** The largest file that is read, in bytes. */
    static final int FILE_BYTES = 1 << 20;

    private static final Pattern LAST_LINE_ENDS = Pattern.compile("\\R+\\z");

    /** What editors of Windows put before a text in UTF-8. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Map<String, String> values;
    private final List<String> slips;

    private Variables(Map<String, String> values, List<String> slips) {
        this.values = Map.copyOf(values);
        this.slips = List.copyOf(slips);
    }

    /**
     * Reads the files at once.
     *
     * @param options of the command line, by the names of settings
     * @throws InvalidSettings a file cannot be read, or names what is not a setting; or an option does
     */
    public static Variables of(Map<String, String> options, Map<String, String> environment, SettingsTable table) {
        List<String> problems = new ArrayList<>();
        for (String name : options.keySet()) {
            if (!table.has(table.settingOf(name))) {
                problems.add(table.unknown(name));
            }
        }
        if (!environment.getOrDefault(SettingsTable.CONFIG_FILE, "").isBlank()) {
            problems.add(table.unknown(SettingsTable.CONFIG_FILE));
        }
        Optional<String> config = Optional.ofNullable(options.getOrDefault(CONFIG, environment.get(CONFIG)))
                .filter(it -> !it.isBlank());
        Map<String, String> file = config.flatMap(it -> read(CONFIG, it, problems))
                .map(text -> ConfigurationFile.parse(config.orElseThrow(), text, table, problems))
                .orElse(Map.of());
        Map<String, String> values = new HashMap<>();
        for (Map<String, String> source : List.of(file, environment, options)) {
            Map<String, String> found = resolved(source, table, problems);
            if (found.containsKey(DATABASE_HOST)
                    && !found.containsKey(DATABASE_URI)
                    && values.containsKey(DATABASE_URI)) {
                problems.add(DATABASE_HOST + " comes before a " + DATABASE_URI
                        + " that would be used all the same: set " + DATABASE_URI + " in the place of "
                        + DATABASE_HOST + ", or only one of them");
            }
            values.putAll(found);
        }
        if (!problems.isEmpty()) {
            throw new InvalidSettings(problems);
        }
        List<String> slips = environment.keySet().stream()
                .filter(name -> name.startsWith(SettingsTable.PREFIX) && table.isSlip(name))
                .sorted()
                .map(table::unknown)
                .toList();
        return new Variables(values, slips);
    }

    /** The values of those that are set, with what {@code NAME_FILE} names in their place. */
    private static Map<String, String> resolved(
            Map<String, String> source, SettingsTable table, List<String> problems) {
        Map<String, String> values = new HashMap<>();
        source.forEach((name, value) -> {
            String setting = table.settingOf(name);
            if (value.isBlank() || !table.has(setting)) {
                return;
            }
            if (setting.equals(name)) {
                values.put(name, value);
            } else if (source.getOrDefault(setting, "").isBlank()) {
                read(name, value, problems).ifPresent(text -> {
                    if (text.isBlank()) {
                        problems.add(name + "=" + value + ": this file is empty");
                    }
                    values.put(setting, LAST_LINE_ENDS.matcher(text).replaceFirst(""));
                });
            } else {
                problems.add("only one of " + setting + " and " + name + " can be set");
            }
        });
        return values;
    }

    private static Optional<String> read(String name, String file, List<String> problems) {
        try {
            Path path = Path.of(file.strip());
            try (InputStream in = Files.newInputStream(path)) {
                byte[] bytes = in.readNBytes(FILE_BYTES + 1);
                if (bytes.length <= FILE_BYTES) {
                    String text = new String(bytes, StandardCharsets.UTF_8);
                    return Optional.of(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
                }
            }
            problems.add(name + "=" + file + ": this file is larger than " + FILE_BYTES + " bytes");
        } catch (IOException | InvalidPathException failure) {
            problems.add(name + "=" + file + ": this file cannot be read ("
                    + failure.getClass().getSimpleName() + ")");
        }
        return Optional.empty();
    }

    @Override
    public @Nullable String apply(String name) {
        return values.get(name);
    }

    /** A sentence for each variable of the environment that is not a setting and probably should be one. */
    public List<String> slips() {
        return slips;
    }
}
