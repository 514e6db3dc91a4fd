package dev.easel.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Directories for the tests, in which PostgreSQL's programs are extracted already: once for all of them. */
final class TestHome {
    private static final Path EXTRACTED = extracted();

    private TestHome() {}

    static Path make() throws IOException {
        return prepared(Files.createTempDirectory("easel-embedded-").toRealPath());
    }

    static Path prepared(Path home) throws IOException {
        try (Stream<Path> programs = Files.list(EXTRACTED)) {
            for (Path program : programs.toList()) {
                Files.createSymbolicLink(home.resolve(program.getFileName()), program);
            }
        }
        return home;
    }

    private static Path extracted() {
        try {
            Path home = Files.createTempDirectory("easel-programs-").toRealPath();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(home)));
            Binaries.installed(home, Launcher.forThisUser(home));
            return home;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void remove(Path home) {
        try {
            FileTrees.delete(home);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
