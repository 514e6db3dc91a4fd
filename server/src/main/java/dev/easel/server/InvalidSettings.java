package dev.easel.server;

import java.util.List;

/** The environment has settings that cannot be used. The message has a line for each: its name, and what it may be. */
public final class InvalidSettings extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidSettings(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}
