package dev.easel.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether PostgreSQL's programs run on this machine at all, before they are trusted with files. */
final class ProgramCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

    /** How the JVM tells that a process was ended by a signal: 128 and its number. */
    private static final int ILLEGAL_INSTRUCTION = 128 + 4;

    private static final String OTHERWISE = ", or set DATABASE_URL to a PostgreSQL of yours";

    private ProgramCheck() {}

    /**
     * The major version of a program that runs.
     *
     * @throws CannotRun it does not run here; the message says why, as far as that can be told
     */
    static int majorOf(String postgres, Launcher launcher) {
        Launcher.Run run;
        try {
            run = launcher.run(PATIENCE, postgres, "--version");
        } catch (IOException failure) {
            throw new CannotRun(explained(postgres, String.valueOf(failure.getMessage()), -1), failure);
        }
        Matcher version = VERSION.matcher(run.output());
        if (!run.ok() || !version.find()) {
            throw new CannotRun(explained(postgres, run.output(), run.exit()));
        }
        return Integer.parseInt(version.group(1));
    }

    /** @param said by the system, by {@code unshare} or by the program's loader */
    static String explained(String postgres, String said, int exit) {
        Path folder = Path.of(postgres).toAbsolutePath().getParent();
        if (said.contains("Permission denied")) {
            return "programs cannot be run from " + folder + " (Permission denied; is it mounted with noexec?): set"
                    + " EASEL_DATA to a directory from which they can" + OTHERWISE;
        }
        if (said.contains("No such file or directory") && Files.exists(Path.of(postgres))) {
            return "the PostgreSQL that comes with Easel needs glibc, which this system does not have (Alpine and other"
                    + " systems with musl): run Easel on one that has it, such as Debian" + OTHERWISE;
        }
        if (said.contains("Exec format error") || exit == ILLEGAL_INSTRUCTION) {
            return "the PostgreSQL that comes with Easel does not run on this processor ("
                    + System.getProperty("os.arch") + "): run Easel on another machine" + OTHERWISE;
        }
        if (said.contains("shared librar")
                || said.contains("Error relocating")
                || said.contains("symbol not found")
                || said.contains("GLIBC_")) {
            return "the PostgreSQL that comes with Easel misses a library of this system (" + said.strip()
                    + "): install it" + OTHERWISE;
        }
        return "the PostgreSQL that comes with Easel does not run here (exit code " + exit + ", " + said.strip()
                + "): run Easel on another system" + OTHERWISE;
    }
}
