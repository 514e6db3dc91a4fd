package dev.easel.server.configuration;

import dev.easel.server.log.Discreet;
import java.util.List;

/** There are settings that cannot be used. The message has a line for each: its name, and what it may be. */
public final class InvalidSettings extends RuntimeException implements Discreet {
    private static final long serialVersionUID = 1L;

    public InvalidSettings(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}
