package dev.easel.bench;

import java.util.ArrayList;
import java.util.List;

/** A command line, read option by option. */
final class CommandLine {
    private final List<String> left;

    CommandLine(List<String> arguments) {
        left = new ArrayList<>(arguments);
    }

    boolean flag(String name) {
        return left.remove(name);
    }

    String text(String name, String otherwise) {
        int at = left.indexOf(name);
        if (at < 0) {
            return otherwise;
        }
        if (at + 1 == left.size()) {
            throw new IllegalArgumentException(name + " needs a value");
        }
        left.remove(at);
        return left.remove(at);
    }

    int number(String name, int otherwise) {
        String text = text(name, Integer.toString(otherwise));
        try {
            int number = Integer.parseInt(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Told below, as a negative one is.
        }
        throw new IllegalArgumentException(name + " is a number from 0 on, not " + text);
    }

    void expectNoMore() {
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("there is no option " + left.getFirst());
        }
    }
}
