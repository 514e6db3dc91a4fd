package dev.easel.server.commandline;

import java.io.IOException;

/** The server answered that it does not do what was asked; the message says why. */
final class ServerRefused extends IOException {
    private static final long serialVersionUID = 1L;

    ServerRefused(String why) {
        super(why);
    }
}
