package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.easel.server.store.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server behind PgBouncer, as it comes: pitfall 37. */
@Timeout(120)
class PoolerIT {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    @TempDir
    private Path directory;

    private TestDatabase database;
    private Process pooler;
    private int port;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
    }

    @AfterEach
    void close() throws InterruptedException {
        if (pooler != null) {
            pooler.destroy();
            assertTrue(pooler.waitFor(20, TimeUnit.SECONDS));
        }
        database.close();
    }

    @Test
    @DisplayName("with pool_mode = session it works as without")
    void session() throws Exception {
        start("session");
        ServerProcess server = ServerProcess.start(Map.of("DATABASE_URL", url("easel", password())));
        HttpRequest create = HttpRequest.newBuilder(server.awaitReady().resolve("/api/projects"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertEquals(
                    201,
                    http.send(create, HttpResponse.BodyHandlers.discarding()).statusCode());
        }
        assertEquals(1, database.number("select count(*) from project"));
        server.terminate();
    }

    @ParameterizedTest
    @ValueSource(strings = {"transaction", "statement"})
    @DisplayName("with another pool_mode it is refused, and told what to do")
    void others(String mode) throws Exception {
        start(mode);
        assertRefused(
                url("easel", password()),
                "cannot be used: it is behind a pooler that gives each transaction or statement another connection"
                        + " (pool_mode = transaction or statement), and Easel needs connections of its own:"
                        + " set pool_mode = session for this database, or let DATABASE_URL name PostgreSQL itself");
    }

    @Test
    @DisplayName("what the pooler itself refuses is refused")
    void refused() throws Exception {
        start("session");
        assertRefused(url("easel", "wrong"), "correct the user, the password or the database in DATABASE_URL");
        assertRefused(
                url("easel", password()).replace(database.address().database(), "missing"),
                "the pooler before it says: no such database: missing: name the database there");
    }

    private static void assertRefused(String url, String sentence) throws Exception {
        ServerProcess server = ServerProcess.start(Map.of("DATABASE_URL", url));
        server.awaitLine(sentence);
        assertEquals(1, server.ended().get(30, TimeUnit.SECONDS));
    }

    private String password() {
        return database.address().password();
    }

    private String url(String user, String password) {
        return "postgres://" + user + ":" + password + "@127.0.0.1:" + port + "/"
                + database.address().database() + "?sslmode=disable";
    }

    /** With nothing but what it must be told. */
    private void start(String mode) throws Exception {
        Optional<Path> program = program();
        assumeTrue(program.isPresent(), "PgBouncer is not installed (apt-get install pgbouncer)");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path users = Files.writeString(
                directory.resolve("users"), "\"" + database.address().user() + "\" \"" + password() + "\"\n");
        Path settings = Files.writeString(directory.resolve("pgbouncer.ini"), """
                [databases]
                %s = host=127.0.0.1 port=%d
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = scram-sha-256
                auth_file = %s
                pool_mode = %s
                """.formatted(
                        database.address().database(), database.host().port(), port, users, mode));
        List<String> command = new ArrayList<>(List.of(program.get().toString()));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("-u", "nobody")); // it does not run as root
            Files.setAttribute(directory, "unix:mode", 0755);
            Files.setAttribute(users, "unix:mode", 0644);
        }
        command.add(settings.toString());
        pooler = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!listens()) {
            assertTrue(pooler.isAlive(), () -> log(directory.resolve("log")));
            assertTrue(System.nanoTime() < deadline, "PgBouncer does not listen");
            Thread.onSpinWait();
        }
    }

    private boolean listens() {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static String log(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    private static Optional<Path> program() {
        return Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)),
                        Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(folder -> Path.of(folder, "pgbouncer"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
