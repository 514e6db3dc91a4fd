package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.embedded.EmbeddedPostgres;
import dev.easel.server.store.TestDatabase;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What an operator is told when a server does not start: a sentence, an exit code, and no stack trace. */
@Timeout(120)
class StartIT {
    @TempDir
    private Path directory;

    private static List<String> refused(Map<String, String> environment) throws Exception {
        List<String> said = new CopyOnWriteArrayList<>();
        ServerProcess server = ServerProcess.start(environment, said::add);
        assertEquals(1, server.ended().get(60, TimeUnit.SECONDS), said.toString());
        server.awaitLine("Easel has ended");
        assertFalse(said.stream().anyMatch(line -> line.startsWith("\tat ")), said.toString());
        return said;
    }

    private static void assertSaid(String sentence, List<String> said) {
        assertTrue(said.stream().anyMatch(line -> line.contains("Easel does not start: " + sentence)), said.toString());
    }

    @Test
    @DisplayName("a wrong password and a missing database are refused at once")
    void database() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            String host = "127.0.0.1:" + database.host().port();
            assertSaid(
                    "the database at postgresql://easel@" + host + "/postgres?sslmode=prefer cannot be used: password"
                            + " authentication failed for user \"easel\"",
                    refused(Map.of("DATABASE_URL", "postgres://easel:wrong@" + host + "/postgres")));
            assertSaid(
                    "the database at postgresql://easel@" + host + "/missing?sslmode=prefer cannot be used: database"
                            + " \"missing\" does not exist",
                    refused(Map.of(
                            "DATABASE_URL",
                            "postgres://easel:" + database.address().password() + "@" + host + "/missing")));
        }
    }

    @Test
    @DisplayName("a data directory that cannot be used is told")
    void data() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertSaid(file + " is a file, not a directory", refused(Map.of("EASEL_DATA", file.toString())));
    }

    @Test
    @DisplayName("a port that is taken is told")
    void port() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertSaid(
                    "it cannot listen on EASEL_HOST=127.0.0.1, EASEL_PORT=" + taken.getLocalPort(),
                    refused(Map.of(
                            "DATABASE_URL", url(database), "EASEL_PORT", Integer.toString(taken.getLocalPort()))));
        }
    }

    @Test
    @DisplayName("--help tells every command and setting, --version the version; other arguments are refused")
    void arguments() throws Exception {
        String help = run(0, "--help");
        assertTrue(help.startsWith("Usage: easel [-hV] COMMAND"), help);
        assertTrue(help.contains("default: 8080; bounds: 0–65,535\n"), help);
        for (String command :
                List.of("serve", "migrate", "verify", "backup", "restore", "import", "export", "version", "help")) {
            assertTrue(help.contains("\n  " + command + " "), help);
        }
        assertTrue(run(0, "--version").matches("Easel \\d+\\.\\d+\\S*\\s*"));
        assertTrue(run(2, "--port", "80").startsWith("Unknown options: '--port'"));
        assertTrue(run(2, "export").startsWith("Either ids of projects or --all is needed.\n"));
        assertEquals(
                List.of(
                        "Easel does not start, because of its settings:",
                        "EASEL_PROT is not a setting: is EASEL_PORT meant?"),
                run(2, "serve", "--set", "EASEL_PROT=80").lines().toList());
    }

    @Test
    @DisplayName("migrate makes the tables, and ends; and so does verify, which finds nothing that differs")
    void migrated() throws Exception {
        try (TestDatabase database = TestDatabase.createEmpty()) {
            Path config = Files.write(directory.resolve("easel.conf"), List.of("DATABASE_URL='" + url(database) + "'"));
            run(0, "migrate", "--config", config.toString());
            assertTrue(run(0, "verify", "--config", config.toString()).endsWith("0 projects, 0 differ\n"));
        }
    }

    @Test
    @DisplayName("SIGHUP does not end the server: it reads the levels of its log again, and keeps them where it cannot")
    void hangup() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            Path log = Files.writeString(directory.resolve("log"), "info");
            ServerProcess server = ServerProcess.start(
                    Map.of("DATABASE_URL", url(database), "EASEL_LOG_FILE", log.toString(), "EASEL_DRAIN_MS", "1000"));
            server.awaitReady();
            Files.writeString(log, "warn,call=debug");
            server.signal("HUP");
            server.awaitLine("The log is at warn from now on, with {call=debug}");
            server.uri().resolve("/api/nothing").toURL().openConnection().getHeaderField("X-Request-Id");
            server.awaitLine("A call was refused");
            Files.writeString(log, "loud");
            server.signal("HUP");
            server.awaitLine("The levels of the log stay as they are");
            server.signal("TERM");
            assertSaysThatItLeaves(server.uri().resolve("/health/ready"));
            assertEquals(143, server.terminate());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @DisplayName("on one core the optimizing compiler goes behind all others, and the fast one does not")
    void compilers() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            ServerProcess server = ServerProcess.start(
                    Map.of("DATABASE_URL", url(database), "EASEL_JAVA_OPTIONS", "-Xmx512m -XX:ActiveProcessorCount=1"));
            server.awaitReady();
            int others = server.niceness("(C1 Compiler");
            assertEquals(Math.min(others + 10, 19), server.niceness("(C2 Compiler"));
            assertEquals(143, server.terminate());
        }
    }

    @Test
    @DisplayName("SIGTERM while the database is waited for ends the server in order, with a sentence")
    void ended_while_waiting() throws Exception {
        List<String> said = new CopyOnWriteArrayList<>();
        int nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            nobody = free.getLocalPort();
        }
        ServerProcess server = ServerProcess.start(
                Map.of("DATABASE_URL", "postgres://easel@127.0.0.1:" + nobody + "/easel"), said::add);
        server.awaitLine("trying again every 2 s");
        assertEnds(server);
        assertFalse(said.stream().anyMatch(line -> line.contains("does not start") || line.startsWith("\tat ")));
    }

    @Test
    @DisplayName("SIGTERM while the embedded database starts leaves none running")
    void ended_while_starting() throws Exception {
        Path data = directory.resolve("data");
        ServerProcess server = ServerProcess.start(Map.of("EASEL_DATA", data.toString()));
        server.awaitLine("Starting the embedded PostgreSQL");
        assertEnds(server);
        assertEquals(Optional.empty(), EmbeddedPostgres.runningOn(data));
    }

    /** While it still takes connections: the first of them that does not find it ready. */
    private static void assertSaysThatItLeaves(URI ready) throws IOException {
        HttpURLConnection asked;
        do {
            asked = (HttpURLConnection) ready.toURL().openConnection();
        } while (asked.getResponseCode() == 200);
        String said = new String(asked.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(503, asked.getResponseCode());
        assertTrue(said.contains("\"code\":\"leaving\""), said);
    }

    /** At SIGTERM, in order, and to its last line. */
    private static void assertEnds(ServerProcess server) throws Exception {
        server.signal("TERM");
        server.awaitLine("Easel has ended");
        assertEquals(143, server.ended().get(60, TimeUnit.SECONDS));
    }

    static String url(TestDatabase database) {
        return "postgres://easel:" + database.address().password() + "@127.0.0.1:"
                + database.host().port() + "/" + database.address().database();
    }

    private static String run(int exit, String... arguments) throws IOException, InterruptedException {
        Process process = ServerProcess.command(arguments).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        assertEquals(exit, process.exitValue(), said);
        return said;
    }
}
