package dev.easel.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;

/**
 * PostgreSQL's own files, and the password of its superuser.
 *
 * @param path what PostgreSQL itself calls its data directory
 * @param log where PostgreSQL writes its log
 */
record DataDirectory(Path path, Path log, String password) {
    static final String USER = "easel";

    private static final Duration INIT = Duration.ofMinutes(5);

    /**
     * Creates the files, unless they exist. They are created elsewhere and then moved, so that a half made set is never
     * used.
     */
    static DataDirectory prepared(Path home, Binaries binaries, Launcher launcher) throws IOException {
        Path directory = pathIn(home);
        Path secret = secret(home);
        if (Files.notExists(directory)) {
            if (Files.notExists(secret)) {
                write(secret, newPassword());
            }
            init(home, directory, secret, binaries, launcher);
        }
        if (Files.notExists(secret)) {
            throw new IllegalStateException(
                    "the file " + secret + " is missing: it holds the password of the database in " + directory
                            + ", without which nobody gets in");
        }
        return new DataDirectory(directory, home.resolve("postgres.log"), password(home));
    }

    static Path pathIn(Path home) {
        return home.resolve("postgres");
    }

    static String password(Path home) throws IOException {
        return Files.readString(secret(home)).strip();
    }

    private static Path secret(Path home) {
        return home.resolve("postgres.password");
    }

    private static void init(Path home, Path directory, Path secret, Binaries binaries, Launcher launcher)
            throws IOException {
        Path partial = home.resolve("postgres.new");
        FileTrees.delete(partial);
        Launcher.Run run = launcher.run(
                INIT,
                binaries.program("initdb"),
                "--pgdata=" + partial,
                "--username=" + USER,
                "--pwfile=" + secret,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C");
        if (!run.ok()) {
            throw new IllegalStateException("PostgreSQL cannot make its files in " + home + ": " + run.output());
        }
        Files.move(partial, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String newPassword() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static void write(Path secret, String password) throws IOException {
        Path partial = secret.resolveSibling(secret.getFileName() + ".new");
        Files.deleteIfExists(partial);
        Files.createFile(partial, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(partial, password);
        Files.move(partial, secret, StandardCopyOption.ATOMIC_MOVE);
    }
}
