package dev.easel.server;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/** Programs that a test needs, and that not every machine has. */
final class Installed {
    private Installed() {}

    /** Whether there is a program of this name that tells its version. */
    static boolean has(String program) {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
