package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * The server as it was at the commit that {@code version-before} names, built from the history of this repository once,
 * and kept in {@code target/version-before}.
 */
final class VersionBefore {
    private static final Path NAMED = Path.of("src/test/resources/version-before");
    private static final int BUILD_MINUTES = 8;
    private static final String JAR = "easel-server.jar";

    private VersionBefore() {}

    /** The jar, its libraries beside it. Skips the test, and says so, where the history does not go back so far. */
    static Path jar() throws IOException, InterruptedException {
        String commit = Files.readAllLines(NAMED).stream()
                .filter(line -> !line.startsWith("#"))
                .findFirst()
                .orElseThrow();
        Path kept = Path.of("target", "version-before", commit).toAbsolutePath();
        if (Files.exists(kept.resolve(JAR))) {
            return kept.resolve(JAR);
        }
        boolean isKnown = run(Repository.ROOT, "git", "cat-file", "-e", commit + "^{commit}") == 0;
        if (!isKnown) {
            System.err.println("SKIPPED: commit " + commit + " of the version before is not in this clone, which is"
                    + " shallow or no git repository; `git fetch --unshallow` brings it");
        }
        assumeTrue(isKnown, "the version before is not in the history of this clone");
        Path source = kept.resolve("source");
        assertEquals(0, run(Repository.ROOT, "git", "worktree", "prune"));
        assertEquals(
                0, run(Repository.ROOT, "git", "worktree", "add", "--detach", "--force", source.toString(), commit));
        try {
            build(source);
            Files.move(source.resolve("server/target/lib"), kept.resolve("lib"), StandardCopyOption.REPLACE_EXISTING);
            Files.move(source.resolve("server/target/" + JAR), kept.resolve(JAR)); // last: then it is complete
        } finally {
            run(Repository.ROOT, "git", "worktree", "remove", "--force", source.toString());
        }
        return kept.resolve(JAR);
    }

    /** Without the network, where all it needs was downloaded before. What warns of its code had its turn then. */
    private static void build(Path source) throws IOException, InterruptedException {
        String[] build = {
            "mvn",
            "-B",
            "-q",
            "-pl",
            "server",
            "-am",
            "package",
            "-Dmaven.test.skip",
            "-Dspotless.check.skip",
            "-Derror-prone.off=-XepDisableAllChecks",
            "-Dnullaway.on=-Xep:NullAway:OFF"
        };
        String[] offline = Arrays.copyOf(build, build.length + 1);
        offline[build.length] = "-o";
        if (run(source, offline) != 0) {
            assertEquals(0, run(source, build), "the version before builds");
        }
    }

    private static int run(Path directory, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("MAVEN_OPTS");
        Process process = builder.start();
        if (!process.waitFor(BUILD_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(String.join(" ", command) + " did not end");
        }
        return process.exitValue();
    }
}
