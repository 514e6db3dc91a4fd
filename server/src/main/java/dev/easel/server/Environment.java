package dev.easel.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Reads settings from environment variables and collects what is wrong with them, so that all of it is said at once. */
final class Environment {
    private final Function<String, String> variables;
    private final List<String> problems = new ArrayList<>();

    Environment(Function<String, String> variables) {
        this.variables = variables;
    }

    /** The variable, or {@code otherwise} where it is unset or blank. */
    String text(String name, String otherwise) {
        String value = variables.apply(name);
        return value == null || value.isBlank() ? otherwise : value.trim();
    }

    long number(String name, long otherwise, long least, long most) {
        String value = text(name, Long.toString(otherwise));
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            // said below, as for a number out of bounds
        }
        problem(name + "=" + value + ": a whole number from " + least + " to " + most + " is needed");
        return otherwise;
    }

    int integer(String name, int otherwise, int least, int most) {
        return (int) number(name, otherwise, least, most);
    }

    /** One of the {@code allowed} words, in any case. */
    String word(String name, String value, List<String> allowed) {
        String word = value.trim().toLowerCase(Locale.ROOT);
        if (allowed.contains(word)) {
            return word;
        }
        problem(name + ": " + value + " is none of " + String.join(", ", allowed));
        return allowed.getFirst();
    }

    void problem(String what) {
        problems.add(what);
    }

    /** @throws InvalidSettings when anything was wrong */
    void check() {
        if (!problems.isEmpty()) {
            throw new InvalidSettings(problems);
        }
    }
}
