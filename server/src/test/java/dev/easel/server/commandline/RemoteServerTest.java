package dev.easel.server.commandline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** Against servers that are silent, or are none of ours. */
@Timeout(30)
class RemoteServerTest {
    private static final RemoteProject PROJECT = new RemoteProject(new UUID(1, 2), "a board");
    private static final int SILENCE_MS = 300;

    @TempDir
    private Path folder;

    private final CountDownLatch ended = new CountDownLatch(1);
    private HttpServer other;

    @BeforeEach
    void start() throws IOException {
        other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.start();
    }

    @AfterEach
    void stop() {
        ended.countDown();
        other.stop(0);
    }

    /** Answers 200 with the body, of which so many bytes come. */
    private RemoteServer answering(String body, int sent) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        other.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, sent);
            exchange.getResponseBody().flush();
            if (sent < bytes.length) {
                waitForTheEnd();
            }
            exchange.close();
        });
        return new RemoteServer(
                URI.create("http://127.0.0.1:" + other.getAddress().getPort()), SILENCE_MS);
    }

    @Test
    @DisplayName("every call brings the token, where there is one")
    void token() throws Exception {
        List<String> brought = new CopyOnWriteArrayList<>();
        other.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            brought.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
            boolean isList = exchange.getRequestURI().getPath().endsWith("/projects")
                    && exchange.getRequestMethod().equals("GET");
            byte[] body = (isList
                            ? "{\"projects\":[],\"next\":null}"
                            : "{\"id\":\"" + PROJECT.id() + "\",\"title\":\"a board\",\"objects\":1}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        URI at = URI.create("http://127.0.0.1:" + other.getAddress().getPort());
        Path file = Files.writeString(folder.resolve("a.excalidraw"), "{}");
        for (String token : List.of("a.b.c", "")) {
            try (RemoteServer server = new RemoteServer(at, SILENCE_MS, token)) {
                server.projects();
                server.create("a board");
                server.put(PROJECT, file, _ -> {});
                server.get(PROJECT, OutputStream.nullOutputStream(), _ -> {});
                server.delete(PROJECT);
            }
        }
        List<String> calls = List.of("GET ", "POST ", "POST ", "GET ", "DELETE ");
        assertEquals(
                Stream.concat(
                                calls.stream().map(it -> it + "[Bearer a.b.c]"),
                                calls.stream().map(it -> it + "[]"))
                        .toList(),
                brought);
    }

    private void waitForTheEnd() {
        try {
            ended.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String failure(Executable call) {
        return String.valueOf(assertThrows(IOException.class, call).getMessage())
                .replaceAll("127.0.0.1:\\d+", "it");
    }

    @Test
    @DisplayName("a server that accepts and is silent is given up, whatever it was asked")
    void silent() throws IOException {
        Path file = Files.writeString(folder.resolve("a.excalidraw"), "{}");
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                RemoteServer server =
                        new RemoteServer(URI.create("http://127.0.0.1:" + mute.getLocalPort()), SILENCE_MS)) {
            for (Executable call : List.<Executable>of(
                    server::projects,
                    () -> server.create("a"),
                    () -> server.delete(PROJECT),
                    () -> server.put(PROJECT, file, _ -> {}),
                    () -> server.get(PROJECT, OutputStream.nullOutputStream(), _ -> {}))) {
                assertEquals("no answer from http://it for 0 s", failure(call));
            }
        }
    }

    @Test
    @DisplayName("so is one that falls silent within the board")
    void half() {
        try (RemoteServer server = answering("half a board", 4)) {
            assertEquals(
                    "no answer from http://it for 0 s",
                    failure(() -> server.get(PROJECT, OutputStream.nullOutputStream(), _ -> {})));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "hello", "[]", "{}", "{\"projects\":[{}],\"next\":null}", "{\"id\":\"x\",\"title\":\"\"}"})
    @DisplayName("what answers with something else is no Easel")
    void no_easel(String body) throws IOException {
        Path file = Files.writeString(folder.resolve("a.excalidraw"), "{}");
        try (RemoteServer server = answering(body, body.length())) {
            for (Executable call : List.<Executable>of(
                    server::projects, () -> server.project(PROJECT.id()), () -> server.put(PROJECT, file, _ -> {}))) {
                assertEquals("what answers at http://it is no Easel", failure(call));
            }
        }
    }

    @Test
    @DisplayName("a file that cannot be written is told as that, and not as the server's fault")
    void disk_full() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        try (RemoteServer server = answering("a board", 7)) {
            assertEquals("No space left on device", failure(() -> server.get(PROJECT, full, _ -> {})));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8080", "board.example", "http:/board", "ftp://board.example", "http://a b", ""})
    @DisplayName("an address without http or without a host is refused when it is read")
    void addresses(String address) {
        assertThrows(TypeConversionException.class, () -> new ServerAddress().convert(address));
    }

    @Test
    @DisplayName("an address may have a path")
    void address_with_path() {
        assertEquals(
                URI.create("https://host.example/boards"), new ServerAddress().convert("https://host.example/boards"));
    }
}
