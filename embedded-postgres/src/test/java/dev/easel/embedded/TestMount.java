package dev.easel.embedded;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A small file system in memory, mounted for one test; where that is not allowed, the test is skipped. */
final class TestMount implements AutoCloseable {
    private final Path at;

    private TestMount(Path at) {
        this.at = at;
    }

    /** @param options of mount, such as {@code size=150m,noexec} */
    static TestMount at(Path directory, String options) throws IOException {
        String said = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", directory.toString());
        assumeTrue(
                said.isEmpty(), "a file system can be mounted here only by root, in a container that lets it: " + said);
        return new TestMount(directory);
    }

    void remount(String options) throws IOException {
        String said = run("mount", "-o", "remount," + options, at.toString());
        if (!said.isEmpty()) {
            throw new IOException(said);
        }
    }

    /** Lazily, so that a process that still has a file there does not keep the test from ending. */
    @Override
    public void close() throws IOException {
        run("umount", "-l", at.toString());
    }

    /** Returns what speaks against it; nothing when it was done. */
    private static String run(String... command) {
        try {
            Launcher.Run run = new Launcher(List.of()).run(Duration.ofSeconds(20), command);
            return run.ok() ? "" : "exit " + run.exit() + " " + run.output();
        } catch (IOException missing) {
            return missing.toString();
        }
    }
}
