package dev.easel.server.configuration;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings by their names. A value that cannot be used is a problem and is replaced by the default,
 * so that {@link #check} tells all problems at once. Numbers are told without their value: it may be a secret, where a
 * {@code NAME_FILE} names the wrong file.
 */
public final class Environment {
    private final Function<String, @Nullable String> variables;
    private final List<String> problems = new ArrayList<>();

    /** @param variables null for one that is not set */
    public Environment(Function<String, @Nullable String> variables) {
        this.variables = variables;
    }

    /** The variable without blanks around it, or the default where it is not set or blank. */
    public String text(String name, String defaultValue) {
        String value = variables.apply(name);
        return value == null || value.isBlank() ? defaultValue : value.trim();
    }

    /** A path; one that cannot be written in the encoding of this process is a problem. */
    public Path path(String name, String defaultValue) {
        try {
            return Path.of(text(name, defaultValue));
        } catch (InvalidPathException _) {
            problems.add(name + ": the path has letters that the locale of this process cannot write:"
                    + " set LC_ALL=C.UTF-8, or use other letters");
            return Path.of(defaultValue);
        }
    }

    /** A whole number within the bounds, both included. */
    public long number(String name, long defaultValue, long least, long most) {
        String value = text(name, Long.toString(defaultValue));
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Not a number is the same problem as a number out of bounds.
        }
        problems.add(name + ": a whole number from " + least + " to " + most + " is needed");
        return defaultValue;
    }

    public int integer(String name, int defaultValue, int least, int most) {
        return (int) number(name, defaultValue, least, most);
    }

    /**
     * One of the words, in lower case; the value may be in any case.
     *
     * @param name the variable that {@code value} is from
     * @param allowed the first is taken where the value is none of them
     */
    public String word(String name, String value, List<String> allowed) {
        String word = value.trim().toLowerCase(Locale.ROOT);
        if (allowed.contains(word)) {
            return word;
        }
        problems.add(name + ": " + value + " is none of " + String.join(", ", allowed));
        return allowed.getFirst();
    }

    /** What {@code reader} makes of the variables; an {@link IllegalArgumentException} of its is a problem. */
    public <T> T read(Function<Function<String, @Nullable String>, T> reader, T defaultValue) {
        try {
            return reader.apply(variables);
        } catch (IllegalArgumentException problem) {
            problems.add(problem.getMessage());
            return defaultValue;
        }
    }

    /** @throws InvalidSettings there was a problem; all of them are told */
    public void check() {
        if (!problems.isEmpty()) {
            throw new InvalidSettings(problems);
        }
    }
}
