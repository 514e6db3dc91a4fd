package dev.easel.server;

import java.util.List;

/** The environment does not make settings; each problem names its variable and what it may be. */
public final class InvalidSettings extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidSettings(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}
