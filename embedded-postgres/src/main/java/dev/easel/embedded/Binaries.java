package dev.easel.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's programs, extracted once into the data directory; the directory's name is made from the archive's hash.
 *
 * @param major their major version
 */
record Binaries(Path home, Path directory, int major) {
    private static final String PREFIX = "postgresql-";

    /**
     * Extracts what this platform needs, unless it is there. Extracted elsewhere and then moved, so that a part is
     * never used.
     */
    static Binaries installed(Path home, Launcher launcher) throws IOException {
        String archive = archive(System.getProperty("os.name"), System.getProperty("os.arch"));
        Path directory = home.resolve(PREFIX + fingerprint(archive));
        if (Files.notExists(directory)) {
            Path partial = Files.createTempDirectory(home, "extracting-");
            try (InputStream in = open(archive)) {
                extract(in, partial);
                Files.move(partial, directory, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                FileTrees.delete(partial);
            }
        }
        return new Binaries(home, directory, ProgramCheck.majorOf(program(directory, "postgres"), launcher));
    }

    String program(String name) {
        return program(directory, name);
    }

    private static String program(Path directory, String name) {
        return directory.resolve("bin").resolve(name).toString();
    }

    /** Removes the programs of other versions. To be called only when nothing runs from them. */
    void removeOthers() throws IOException {
        List<Path> others;
        try (Stream<Path> entries = Files.list(home)) {
            others = entries.filter(entry -> entry.getFileName().toString().startsWith(PREFIX))
                    .filter(entry -> !entry.equals(directory))
                    .toList();
        }
        for (Path other : others) {
            FileTrees.delete(other);
        }
    }

    static String archive(String os, String architecture) {
        String system = os.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : os.toLowerCase(Locale.ROOT);
        String machine = switch (architecture) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> architecture;
        };
        return "/postgres-" + system + "-" + machine + ".txz";
    }

    private static InputStream open(String archive) {
        InputStream in = Binaries.class.getResourceAsStream(archive);
        if (in == null) {
            throw new CannotRun("no PostgreSQL comes with Easel for this platform (" + archive
                    + "): set DATABASE_URL to a PostgreSQL of yours");
        }
        return in;
    }

    private static String fingerprint(String archive) throws IOException {
        try (DigestInputStream in = new DigestInputStream(open(archive), MessageDigest.getInstance("SHA-256"))) {
            byte[] buffer = new byte[1 << 16];
            while (in.read(buffer) >= 0) {}
            return HexFormat.of().formatHex(in.getMessageDigest().digest(), 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void extract(InputStream archive, Path target) throws IOException {
        TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive, 1 << 16)));
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            Path path = target.resolve(entry.getName()).normalize();
            if (!path.startsWith(target)) {
                throw new IOException("outside of the archive: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(path);
                continue;
            }
            Files.createDirectories(path.getParent());
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            } else if (entry.isLink()) {
                Files.createLink(path, target.resolve(entry.getLinkName()).normalize());
            } else {
                Files.copy(tar, path);
                Files.setPosixFilePermissions(path, permissions((entry.getMode() & 0100) != 0));
            }
        }
    }

    private static Set<PosixFilePermission> permissions(boolean executable) {
        Set<PosixFilePermission> permissions =
                EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        if (executable) {
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
        }
        return permissions;
    }
}
