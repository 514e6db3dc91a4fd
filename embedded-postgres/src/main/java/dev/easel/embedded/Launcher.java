package dev.easel.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Runs PostgreSQL's programs. They refuse to run as root; for root they run in another user namespace, in which root
 * is the user nobody and still owns its files.
 */
final class Launcher {
    /** What a shell reads between quotation marks: pg_ctl and initdb put the path there. */
    private static final Pattern UNSAFE = Pattern.compile("[\"$`\\\\\\p{Cntrl}]");

    private final List<String> prefix;

    /** @param prefix what goes before each command */
    Launcher(List<String> prefix) {
        this.prefix = prefix;
    }

    /** @throws CannotRun this user cannot run them, or they cannot be given that path */
    static Launcher forThisUser(Path home) {
        if (UNSAFE.matcher(home.toString()).find()) {
            throw new CannotRun("PostgreSQL's programs cannot be given the path " + home
                    + ": set EASEL_DATA to one without quotation marks, $, ` and \\");
        }
        return new UnixSystem().getUid() == 0 ? forRoot() : new Launcher(List.of());
    }

    private static Launcher forRoot() {
        Launcher launcher = new Launcher(List.of("unshare", "-U"));
        String why;
        try {
            Run run = launcher.run(Duration.ofSeconds(60), "true");
            if (run.ok()) {
                return launcher;
            }
            why = run.output();
        } catch (IOException missing) {
            why = missing.getMessage();
        }
        throw new CannotRun("PostgreSQL does not run as root, and no user namespace can be made here (" + why
                + "): run Easel as another user, or set DATABASE_URL to a PostgreSQL of yours");
    }

    Process start(String... command) throws IOException {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(Arrays.asList(command));
        ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }

    /** Waits for the program to end within {@code limit}. It must print no more than a pipe holds. */
    Run run(Duration limit, String... command) throws IOException {
        Process process = start(command);
        try {
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command[0] + " took over " + limit.toSeconds() + " s");
            }
            return new Run(process.exitValue(), output(process));
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(command[0] + " was interrupted");
        }
    }

    static String output(Process ended) throws IOException {
        return new String(ended.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /** How a program ended, and what it said. */
    record Run(int exit, String output) {
        boolean ok() {
            return exit == 0;
        }
    }
}
