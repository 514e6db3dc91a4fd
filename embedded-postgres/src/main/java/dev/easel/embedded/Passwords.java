package dev.easel.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/** The passwords of the superuser and of the plain role, each in a file that only its owner may read. */
record Passwords(String superuser, String plain) {
    private static final String SUPERUSER = "postgres.password";
    private static final String PLAIN = PlainRole.NAME + ".password";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    /** Reads them. That of the plain role is made where there is none yet; PostgreSQL learns it when it has started. */
    static Passwords of(Path home, Path directory) throws IOException {
        if (Files.notExists(superuserFile(home))) {
            throw new CannotRun("the file " + superuserFile(home) + " is missing: it holds the password of the"
                    + " database in " + directory + ", without which nobody gets in");
        }
        makeIfMissing(superuserFile(home));
        makeIfMissing(home.resolve(PLAIN));
        return read(home);
    }

    /** Those of a PostgreSQL that runs; of one that an older version started, the superuser's are the only ones. */
    static Passwords read(Path home) throws IOException {
        String superuser = Files.readString(superuserFile(home)).strip();
        Path plain = home.resolve(PLAIN);
        return new Passwords(
                superuser, Files.notExists(plain) ? "" : Files.readString(plain).strip());
    }

    static Path superuserFile(Path home) {
        return home.resolve(SUPERUSER);
    }

    /** Makes a password where there is none, and takes one that is there from everybody else. */
    static void makeIfMissing(Path file) throws IOException {
        if (Files.exists(file)) {
            if (!Files.getPosixFilePermissions(file).equals(OWNER_ONLY)) {
                Files.setPosixFilePermissions(file, OWNER_ONLY);
            }
            return;
        }
        Path partial = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(partial);
        Files.createFile(partial, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        Files.writeString(partial, HexFormat.of().formatHex(random));
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
