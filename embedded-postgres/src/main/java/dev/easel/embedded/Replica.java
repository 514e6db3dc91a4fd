package dev.easel.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One server of a {@link ReplicatedPostgres}: its files, and the process that serves them, which may be a primary or a
 * standby. Its port stays the same. Used by one thread at a time.
 */
final class Replica {
    static final String HOST = "127.0.0.1";
    static final String SUPERUSER = "postgres";
    static final String MAINTENANCE = "postgres";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LOOK_MS = 20;

    /** Small files of the log, since a copy begins with one. */
    private static final String WAL_MB = "1";

    private static final String SETTINGS = """
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            shared_buffers = 32MB
            wal_keep_size = 256MB
            max_wal_size = 1GB
            wal_receiver_status_interval = 1
            wal_retrieve_retry_interval = 100
            """;

    /** What a copy of a running server must not have. */
    private static final Set<String> LEFT_OUT = Set.of("postmaster.pid", "postmaster.opts", "pg_wal", "pg_replslot");

    private final Path files;
    private final Path log;
    private final int port;
    private final Binaries binaries;
    private final Launcher launcher;

    private List<ProcessHandle> paused = List.of();

    Replica(Path files, Binaries binaries, Launcher launcher) throws IOException {
        this.files = files;
        this.log = files.resolveSibling(files.getFileName() + ".log");
        this.binaries = binaries;
        this.launcher = launcher;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            this.port = free.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    /** Makes the files of a new primary. Whoever comes from this machine is let in. */
    void init() throws IOException {
        run(
                "initdb",
                "--pgdata=" + files,
                "--username=" + SUPERUSER,
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--wal-segsize=" + WAL_MB);
        append("postgresql.conf", SETTINGS);
    }

    /** Replaces the files by a copy of those of a running primary, to follow it. */
    void copyOf(Replica primary) throws IOException, SQLException {
        FileTrees.delete(files);
        try (Connection connection = primary.connect(MAINTENANCE, SUPERUSER);
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_backup_start('copy', true)");
            copy(primary.files, files);
            try (ResultSet row = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
                row.next();
                Files.writeString(files.resolve("backup_label"), row.getString(1));
            }
        }
        Files.createDirectories(files.resolve("pg_wal").resolve("archive_status"));
        Files.createDirectories(files.resolve("pg_replslot"));
        Files.createFile(files.resolve("standby.signal"));
        append(
                "postgresql.auto.conf",
                "primary_conninfo = 'host=" + HOST + " port=" + primary.port + " user=" + SUPERUSER + "'\n");
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes its) throws IOException {
                if (isLeftOut(directory)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes its) throws IOException {
                if (isLeftOut(file)) {
                    return FileVisitResult.CONTINUE;
                }
                try {
                    Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                } catch (NoSuchFileException _) {
                    // PostgreSQL has removed it meanwhile, and the log says so to whoever replays it.
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            private boolean isLeftOut(Path path) {
                return from.equals(path.getParent())
                        && LEFT_OUT.contains(path.getFileName().toString());
            }
        });
        Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
    }

    /** Returns when it can be read. */
    void start() throws IOException {
        PidFile.removeStale(files);
        Process start = launcher.start(
                binaries.program("pg_ctl"),
                "start",
                "--wait",
                "--pgdata=" + files,
                "--log=" + log,
                "--options=-c port=" + port);
        try {
            if (start.waitFor() != 0) {
                throw new IOException("a PostgreSQL did not start: " + Launcher.output(start) + Files.readString(log));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL started");
        }
    }

    /** Makes a primary of a standby. Returns when it takes writes. */
    void promote() throws IOException {
        run("pg_ctl", "promote", "--wait", "--pgdata=" + files);
    }

    /** Ends all of its processes at once, with SIGKILL. */
    void kill() throws IOException {
        List<ProcessHandle> processes = processes();
        processes.forEach(ProcessHandle::destroyForcibly);
        paused = List.of();
        for (ProcessHandle process : processes) {
            while (PostgresProcess.lives(process.pid())) {
                pause(LOOK_MS);
            }
        }
    }

    private static void pause(int ms) throws IOException {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for PostgreSQL");
        }
    }

    /** Lets none of its processes run on: it takes connections, and says nothing. */
    void pause() throws IOException {
        pause(processes());
    }

    /** Sends its standbys nothing more. What a standby has received, it has. */
    void pauseSending() throws IOException, SQLException {
        List<ProcessHandle> senders = new ArrayList<>();
        try (Connection connection = connect(MAINTENANCE, SUPERUSER);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select pid from pg_stat_replication")) {
            while (rows.next()) {
                ProcessHandle.of(rows.getLong(1)).ifPresent(senders::add);
            }
        }
        pause(senders);
    }

    private void pause(List<ProcessHandle> some) throws IOException {
        paused = some;
        signal("STOP");
    }

    /** Nothing happens to one that runs. */
    void resume() throws IOException {
        if (!paused.isEmpty()) {
            signal("CONT");
        }
        paused = List.of();
    }

    /** Its children come and go: one that has ended since it was found is left out. */
    private void signal(String name) throws IOException {
        for (ProcessHandle process : paused) {
            Launcher.Run run = new Launcher(List.of()).run(PATIENCE, "kill", "-" + name, Long.toString(process.pid()));
            if (!run.ok() && process.isAlive()) {
                throw new IOException("kill: " + run.output());
            }
        }
    }

    /** The first process and its children; none when it does not run. */
    List<ProcessHandle> processes() throws IOException {
        return PidFile.read(files).flatMap(running -> ProcessHandle.of(running.pid())).stream()
                .flatMap(first -> Stream.concat(Stream.of(first), first.descendants()))
                .toList();
    }

    /** Runs statements in the database that there always is. */
    void execute(String... statements) throws SQLException {
        try (Connection connection = connect(MAINTENANCE, SUPERUSER);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first value of the first row, as text. */
    String ask(String database, String query) throws SQLException {
        try (Connection connection = connect(database, SUPERUSER);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    /** Asks until the answer is as wanted. */
    void await(String database, String query, String wanted) throws IOException, SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String answer = ask(database, query);
        while (!answer.equals(wanted)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(query + " is " + answer + ", not " + wanted);
            }
            pause(LOOK_MS);
            answer = ask(database, query);
        }
    }

    private Connection connect(String database, String user) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("sslmode", "disable");
        properties.setProperty("connectTimeout", "5");
        return new org.postgresql.Driver()
                .connect("jdbc:postgresql://" + HOST + ":" + port + "/" + database, properties);
    }

    private void run(String program, String... arguments) throws IOException {
        String[] command = Stream.concat(Stream.of(binaries.program(program)), Stream.of(arguments))
                .toArray(String[]::new);
        Launcher.Run run = launcher.run(PATIENCE, command);
        if (!run.ok()) {
            throw new IOException(program + ": " + run.output());
        }
    }

    private void append(String file, String text) throws IOException {
        Files.writeString(files.resolve(file), text, StandardOpenOption.APPEND);
    }
}
