package dev.easel.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of its own that can be filled; where mounting one is not allowed, the test is skipped. */
final class SmallDisk {
    private final Path at;

    private SmallDisk(Path at) {
        this.at = at;
    }

    /** @param size as mount takes it, such as {@code 400m} */
    static SmallDisk mount(Path at, String size) throws IOException, InterruptedException {
        String said = run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", at.toString());
        assumeTrue(said.isEmpty(), "only root mounts a file system, in a container that lets it: " + said);
        return new SmallDisk(at);
    }

    /** Until nothing more can be written. */
    void fill() throws IOException {
        byte[] block = new byte[1 << 12];
        try (OutputStream out = Files.newOutputStream(filler())) {
            while (Files.getFileStore(at).getUsableSpace() > 0) {
                out.write(block);
            }
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("No space left")) {
                throw full;
            }
        }
    }

    void makeRoom() throws IOException {
        Files.delete(filler());
    }

    private Path filler() {
        return at.resolve("filler");
    }

    /** Lazily, so that a process that still has a file there does not keep the test from ending. */
    void unmount() throws IOException, InterruptedException {
        run("umount", "-l", at.toString());
    }

    /** Returns what speaks against it; nothing when it was done. */
    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        return exit == 0 ? "" : "exit " + exit + " " + said;
    }
}
