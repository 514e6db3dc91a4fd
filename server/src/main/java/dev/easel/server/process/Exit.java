package dev.easel.server.process;

import dev.easel.server.configuration.InvalidSettings;

/** How a command ends. */
public final class Exit {
    /** Not yet: the process goes on. */
    public static final int RUNNING = -1;

    public static final int DONE = 0;
    public static final int CANNOT_START = 1;
    public static final int BAD_SETTINGS = 2;

    private Exit() {}

    public static int refused(InvalidSettings settings) {
        System.err.println("Easel does not start, because of its settings:");
        System.err.println(settings.getMessage());
        return BAD_SETTINGS;
    }
}
