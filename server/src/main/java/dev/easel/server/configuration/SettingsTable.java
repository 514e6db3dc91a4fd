package dev.easel.server.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All settings. They are read from the table in the server's README, which the build puts beside this class: so what
 * {@code --help} tells, and what is taken from a configuration file, is what is documented.
 */
public final class SettingsTable {
    private static final String DOCUMENT = "README.md";
    private static final String HEADING = "## Settings";

    /** How the names of Easel's own settings begin. */
    static final String PREFIX = "EASEL_";

    /** At the end of the name of a variable that names a file with the value. */
    private static final String FILE = "_FILE";

    /** The setting that names the configuration file. */
    static final String CONFIG = "EASEL_CONFIG";

    /** No setting: a file that names the file would be one too many, and is always a slip. */
    static final String CONFIG_FILE = CONFIG + FILE;

    /** Changes of one letter, up to which a name that is not known is taken for a slip. */
    private static final int SLIP = 2;

    private final List<Setting> settings;

    SettingsTable(List<Setting> settings) {
        this.settings = List.copyOf(settings);
    }

    public static SettingsTable load() {
        try (InputStream document = SettingsTable.class.getResourceAsStream(DOCUMENT)) {
            return parse(new String(Objects.requireNonNull(document).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Of the first table after the heading. */
    static SettingsTable parse(String document) {
        return new SettingsTable(document.substring(document.indexOf(HEADING) + HEADING.length())
                .lines()
                .dropWhile(line -> !line.startsWith("| `"))
                .takeWhile(line -> line.startsWith("| `"))
                .map(SettingsTable::row)
                .toList());
    }

    private static Setting row(String line) {
        List<String> cells = Stream.of(line.substring(1).split("\\|", -1))
                .map(cell -> cell.replace("`", "").strip())
                .toList();
        return new Setting(
                List.of(cells.getFirst().split(", ")), cells.get(1), cells.get(2), cells.get(3), cells.get(4));
    }

    /** In the order of the README. */
    public List<Setting> settings() {
        return settings;
    }

    boolean has(String name) {
        return names().anyMatch(name::equals);
    }

    /** The setting that a variable gives the value of, itself or by the file that it names. */
    String settingOf(String variable) {
        return !has(variable) && variable.endsWith(FILE) && !variable.equals(CONFIG_FILE)
                ? variable.substring(0, variable.length() - FILE.length())
                : variable;
    }

    /** Whether a variable that is no setting was probably meant to be one. */
    boolean isSlip(String variable) {
        return !has(settingOf(variable)) && meantBy(variable).isPresent();
    }

    /** What to tell of a variable that is no setting. */
    String unknown(String variable) {
        return variable + " is not a setting"
                + meantBy(variable).map(it -> ": is " + it + " meant?").orElse("");
    }

    private Optional<String> meantBy(String variable) {
        return names().filter(it -> variable.equals(it + FILE) || variable.equals(PREFIX + it))
                .findFirst()
                .or(() -> names().filter(it -> distance(it, variable) <= SLIP)
                        .min(Comparator.comparingInt(it -> distance(it, variable))));
    }

    private Stream<String> names() {
        return settings.stream().flatMap(setting -> setting.names().stream());
    }

    /** How many letters have to be changed, put in or left out to make one word of the other (Levenshtein). */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j - 1], row[j]));
            }
        }
        return row[other.length()];
    }
}
