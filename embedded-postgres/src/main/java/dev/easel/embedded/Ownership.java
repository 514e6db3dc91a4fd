package dev.easel.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose the files of PostgreSQL are, and who else may use them. PostgreSQL serves a directory only when it belongs to
 * its user, and no other may write it; volumes often come back otherwise.
 */
final class Ownership {
    private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    /** The other mode that PostgreSQL takes. */
    private static final Set<PosixFilePermission> GROUP_READS = PosixFilePermissions.fromString("rwxr-x---");

    private Ownership() {}

    /**
     * Gives the directory a mode that PostgreSQL takes.
     *
     * @throws CannotRun it is not ours, or its mode cannot be changed; the message tells the command
     */
    static void mend(Path home, Path directory) throws IOException {
        int owner = (Integer) Files.getAttribute(directory, "unix:uid");
        long us = new UnixSystem().getUid();
        if (owner != us) {
            throw new CannotRun("%s belongs to the user %s, and PostgreSQL runs only for the owner of its files: %s"
                    .formatted(
                            directory,
                            Files.getOwner(directory),
                            "chown -R " + Explanation.user() + " " + home + ", or run Easel as that user"));
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(directory);
        if (mode.equals(OWNER_ONLY) || mode.equals(GROUP_READS)) {
            return;
        }
        try {
            Files.setPosixFilePermissions(directory, OWNER_ONLY);
        } catch (IOException refused) {
            throw new CannotRun(
                    "%s has the mode %s, which PostgreSQL refuses, and it cannot be changed (%s): chmod 0700 %s"
                            .formatted(directory, PosixFilePermissions.toString(mode), refused.getMessage(), directory),
                    refused);
        }
        LOG.warn(
                "{} had the mode {}, which PostgreSQL refuses; it is rwx------ now",
                directory,
                PosixFilePermissions.toString(mode));
        if (!Files.getPosixFilePermissions(directory).equals(OWNER_ONLY)) {
            throw new CannotRun(directory + " is on a file system that does not keep modes, which PostgreSQL needs:"
                    + " set EASEL_DATA to another directory");
        }
    }
}
