package dev.easel.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.store.TestDatabase;
import dev.easel.server.tls.TestCertificate;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS at the server's own door. */
@Timeout(120)
class TlsIT {
    private static final int MS = 20_000;

    @TempDir
    private static Path directory;

    private TestDatabase database;
    private TestCertificate certificate;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
        certificate = TestCertificate.create(directory, "EC", "dns:localhost", "ip:127.0.0.1");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private TestEasel start(String... more) {
        String[] environment = new String[more.length + 4];
        environment[0] = "EASEL_TLS_CERTIFICATE";
        environment[1] = certificate.certificate().toString();
        environment[2] = "EASEL_TLS_KEY";
        environment[3] = certificate.key().toString();
        System.arraycopy(more, 0, environment, 4, more.length);
        return TestEasel.start(database.address(), environment);
    }

    private HttpClient client() {
        return HttpClient.newBuilder().sslContext(certificate.trusted()).build();
    }

    private String createProject(TestEasel at) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(at.uri().resolve("/api/projects"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"title\":\"Board\"}"))
                .build();
        HttpResponse<String> made = client().send(request, BodyHandlers.ofString());
        assertEquals(201, made.statusCode(), made.body());
        return made.body().replaceAll("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
    }

    /** The first frame that a client is told. */
    private String welcome(TestEasel at, String project) throws Exception {
        CompletableFuture<String> told = new CompletableFuture<>();
        String address = at.uri().toString().replaceFirst("https", "wss");
        URI socket = URI.create(address + "/api/projects/" + project + "/socket");
        WebSocket opened = client().newWebSocketBuilder()
                .subprotocols("easel.v1")
                .buildAsync(socket, new WebSocket.Listener() {
                    private final StringBuilder text = new StringBuilder();

                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
                        text.append(data);
                        if (last) {
                            told.complete(text.toString());
                        }
                        from.request(1);
                        return null;
                    }
                })
                .get(MS, TimeUnit.MILLISECONDS);
        opened.sendText("{\"type\":\"hello\",\"client\":\"3f0c4c1e-6f0a-4d3b-9c1e-0a5b7c9d1e2f\"}", true)
                .get(MS, TimeUnit.MILLISECONDS);
        String first = told.get(MS, TimeUnit.MILLISECONDS);
        opened.abort();
        return first;
    }

    @Test
    @DisplayName("calls and sockets go over TLS 1.3, and HTTP/1.1 is spoken to who would have liked HTTP/2")
    void spoken() throws Exception {
        try (TestEasel easel = start()) {
            assertEquals("https", easel.uri().getScheme());
            HttpResponse<String> answer = client().send(
                            HttpRequest.newBuilder(easel.uri().resolve("/health/ready"))
                                    .build(),
                            BodyHandlers.ofString());
            assertEquals(200, answer.statusCode());
            assertEquals(HttpClient.Version.HTTP_1_1, answer.version());
            assertEquals("TLSv1.3", answer.sslSession().orElseThrow().getProtocol());
            String project = createProject(easel);
            assertTrue(welcome(easel, project).startsWith("{\"type\":\"welcome\""));
        }
    }

    @Test
    @DisplayName("who speaks plain HTTP is told that this is not the way")
    void plain() throws Exception {
        try (TestEasel easel = start();
                Socket socket = new Socket("127.0.0.1", easel.uri().getPort())) {
            socket.setSoTimeout(MS);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
            assertTrue(answer.contains("this port speaks TLS: the address begins with https://"), answer);
        }
    }

    @Test
    @DisplayName("who never ends a handshake is counted, and ended at the deadline of a head")
    void handshake() throws Exception {
        try (TestEasel easel = start("EASEL_HEAD_MS", "500");
                Socket silent = new Socket("127.0.0.1", easel.uri().getPort());
                Socket begun = new Socket("127.0.0.1", easel.uri().getPort())) {
            begun.getOutputStream().write(new byte[] {0x16, 0x03, 0x01, 0x02, 0x00, 0x01});
            assertEnded(begun);
            assertEnded(silent);
        }
    }

    private static void assertEnded(Socket socket) throws IOException {
        socket.setSoTimeout(MS);
        assertEquals(-1, socket.getInputStream().read());
    }

    @Test
    @DisplayName("one connection too many is told so over TLS, and a probe is answered")
    void full() throws Exception {
        try (TestEasel easel = start("EASEL_CONNECTIONS", "10")) {
            SSLSocket[] held = new SSLSocket[10];
            for (int i = 0; i < held.length; i++) {
                held[i] = connect(easel);
            }
            assertTrue(ask(easel, "GET /api/projects").startsWith("HTTP/1.1 503 "));
            assertTrue(ask(easel, "GET /health/live").startsWith("HTTP/1.1 200 "));
            for (SSLSocket socket : held) {
                socket.close();
            }
        }
    }

    private SSLSocket connect(TestEasel easel) throws IOException {
        SSLSocket socket = (SSLSocket) certificate
                .trusted()
                .getSocketFactory()
                .createSocket("127.0.0.1", easel.uri().getPort());
        socket.setSoTimeout(MS);
        socket.startHandshake();
        return socket;
    }

    private String ask(TestEasel easel, String line) throws IOException {
        try (SSLSocket socket = connect(easel)) {
            socket.getOutputStream().write((line + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    @Test
    @DisplayName("instances pass requests and sockets on to each other over TLS")
    void instances() throws Exception {
        try (TestEasel owner = start();
                TestEasel other = start()) {
            String project = createProject(owner);
            assertTrue(welcome(owner, project).startsWith("{\"type\":\"welcome\""));
            assertTrue(welcome(other, project).startsWith("{\"type\":\"welcome\""));
            HttpResponse<String> objects = client().send(
                            HttpRequest.newBuilder(other.uri().resolve("/api/projects/" + project + "/objects"))
                                    .build(),
                            BodyHandlers.ofString());
            assertEquals(200, objects.statusCode(), objects.body());
        }
    }
}
