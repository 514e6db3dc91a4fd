package dev.easel.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/**
 * PostgreSQL's own files, and the passwords to them.
 *
 * @param path what PostgreSQL itself calls its data directory
 */
record DataDirectory(Path home, Path path, PostgresLog log, Passwords passwords) {
    private static final Duration INIT = Duration.ofMinutes(5);
    private static final String VERSION = "PG_VERSION";

    /**
     * Creates the files, unless they exist. They are created elsewhere and then moved, so that a half made set is never
     * used.
     *
     * @throws CannotRun they cannot be used by this PostgreSQL, or not by this user
     */
    static DataDirectory prepared(Path home, Binaries binaries, Launcher launcher) throws IOException {
        Path directory = pathIn(home);
        if (Files.notExists(directory)) {
            Passwords.makeIfMissing(Passwords.superuserFile(home));
            init(home, directory, binaries, launcher);
        }
        Ownership.mend(home, directory);
        checkVersion(home, directory, binaries.major());
        return new DataDirectory(
                home, directory, new PostgresLog(home.resolve("postgres.log")), Passwords.of(home, directory));
    }

    static Path pathIn(Path home) {
        return home.resolve("postgres");
    }

    private static void init(Path home, Path directory, Binaries binaries, Launcher launcher) throws IOException {
        Path partial = home.resolve("postgres.new");
        FileTrees.delete(partial);
        Launcher.Run run = launcher.run(
                INIT,
                binaries.program("initdb"),
                "--pgdata=" + partial,
                "--username=" + PlainRole.SUPERUSER,
                "--pwfile=" + Passwords.superuserFile(home),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C");
        if (!run.ok()) {
            FileTrees.delete(partial);
            throw new CannotRun(Explanation.of(home, run.output())
                    .orElse("PostgreSQL cannot make its files in " + home + ": " + run.output()));
        }
        Files.move(partial, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The files of a major version can be read by no other. */
    private static void checkVersion(Path home, Path directory, int major) throws IOException {
        Path file = directory.resolve(VERSION);
        if (Files.notExists(file)) {
            throw new CannotRun(directory + " holds no database of PostgreSQL's (it has no " + VERSION
                    + "): move it away, or set EASEL_DATA to another directory");
        }
        String found = Files.readString(file).strip();
        if (found.equals(Integer.toString(major))) {
            return;
        }
        if (!found.matches("\\d{1,4}(\\.\\d+)?")) {
            throw new CannotRun("the file " + file + " is damaged: restore the database from a backup");
        }
        if (Double.parseDouble(found) > major) {
            throw new CannotRun("the database in " + directory + " is of PostgreSQL " + found
                    + ", and this Easel comes with PostgreSQL " + major
                    + ", which cannot read it: run the newer Easel that made it");
        }
        String password = Passwords.superuserFile(home).toString();
        throw new CannotRun("""
                the database in %1$s is of PostgreSQL %2$s, and this Easel comes with PostgreSQL %3$d, which cannot \
                read it. Nothing was changed. To take it over (PORT is line 4 of %1$s/postmaster.pid while an Easel \
                runs, the password is in %4$s):
                  1. start the Easel that ran here before, and then:
                     pg_dump -h 127.0.0.1 -p PORT -U %5$s --clean --if-exists --no-owner -f easel.sql easel
                  2. end it, and: mv %1$s %1$s-%2$s
                  3. start this Easel, and then:
                     psql -h 127.0.0.1 -p PORT -U %5$s -f easel.sql easel
                  4. end it and start it again""".formatted(directory, found, major, password, PlainRole.SUPERUSER));
    }
}
