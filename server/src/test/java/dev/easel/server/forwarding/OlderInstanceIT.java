package dev.easel.server.forwarding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.easel.server.People;
import dev.easel.server.TestEasel;
import dev.easel.server.call.Caller;
import dev.easel.server.identity.Sealed;
import dev.easel.server.store.TestDatabase;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What an instance answers to requests that one of the version before there were identities passes on: its own mark,
 * which holds, and nothing of who makes them.
 */
@Timeout(90)
class OlderInstanceIT {
    private static final String SOMEWHERE = "192.0.2.7";
    private static final String PROXY = "127.0.0.1";

    private final HttpClient http = HttpClient.newHttpClient();

    /** A server to which requests are passed on. */
    private final class Newer implements AutoCloseable {
        private final TestDatabase database = TestDatabase.create();
        private final TestEasel easel;
        private final String id;

        Newer(String... settings) {
            easel = TestEasel.start(database.address(), settings);
            id = database.sql("select id from instance").iterator().next().getString(0);
        }

        String mark(HttpMethod method, String path, String client) {
            return new Marks(database.secret()).write(new Mark("older", id, client, client), method, path);
        }

        /** The status of a request of this client that is passed on. */
        int passed(String client, String method, String path, String... headers) {
            List<String> all = new ArrayList<>(List.of(headers));
            all.addAll(List.of(Mark.HEADER, mark(HttpMethod.valueOf(method), path, client)));
            all.addAll(List.of("Content-Type", "application/json"));
            return send(method, path, all).statusCode();
        }

        HttpResponse<String> send(String method, String path, List<String> headers) {
            HttpRequest.BodyPublisher body = method.equals("GET")
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString("{\"title\":\"one\"}");
            try {
                return http.send(
                        HttpRequest.newBuilder(URI.create(easel.uri() + path))
                                .method(method, body)
                                .headers(headers.toArray(new String[0]))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
            } catch (IOException failure) {
                throw new AssertionError(failure);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new AssertionError(interrupted);
            }
        }

        String board(String... headers) throws IOException {
            List<String> all = new ArrayList<>(List.of(headers));
            all.addAll(List.of("Content-Type", "application/json"));
            String body = send("POST", "/api/projects", all).body();
            return "/api/projects/"
                    + new ObjectMapper().readTree(body).get("id").asText();
        }

        /** As an instance of this version says it, for a request with this mark. */
        String identity(String user, String mark) {
            return new Sealed(database.secret(), "easel identity 1")
                    .seal((user + "\n\n\n\n\n\n\n").getBytes(UTF_8), mark);
        }

        @Override
        public void close() {
            easel.close();
            database.close();
        }
    }

    @Test
    @DisplayName("where nobody signs in, what it passes on is answered as before, whatever else it brings")
    void open() throws IOException {
        try (Newer newer = new Newer()) {
            String board = newer.board();
            assertEquals(200, newer.passed(SOMEWHERE, "GET", board));
            assertEquals(200, newer.passed(SOMEWHERE, "PATCH", board));
            assertEquals(200, newer.passed(SOMEWHERE, "GET", board, Mark.IDENTITY, "mallory.mallory"));
            assertEquals(200, newer.passed(Caller.NOBODY, "GET", "/api/dashboard"));
        }
    }

    @Test
    @DisplayName("where people sign in, who makes it is known by what they brought themselves, and nobody otherwise")
    void signed_in() throws IOException {
        try (Newer newer = new Newer(People.settings())) {
            String[] ada = {"Authorization", "Bearer " + People.token("ada")};
            String[] mallory = {"Authorization", "Bearer " + People.token("mallory")};
            String[] named = {"Remote-User", "ada"};
            String board = newer.board(ada);
            assertEquals(401, newer.passed(SOMEWHERE, "GET", board));
            assertEquals(401, newer.passed(SOMEWHERE, "PATCH", board));
            assertEquals(401, newer.passed(SOMEWHERE, "GET", board, named), "a header that anybody can send");
            assertEquals(403, newer.passed(SOMEWHERE, "GET", board, mallory));
            assertEquals(200, newer.passed(SOMEWHERE, "PATCH", board, ada));
            assertEquals(200, newer.passed(PROXY, "GET", board, named), "from the proxy that signs people in");
            assertEquals(401, newer.passed(SOMEWHERE, "GET", "/api/dashboard"));
            assertEquals(401, newer.passed(Caller.NOBODY, "GET", board), "an instance asks for no board by itself");
            assertEquals(200, newer.passed(Caller.NOBODY, "GET", "/api/dashboard"));
        }
    }

    @Test
    @DisplayName("an identity is taken with the mark of its request, and is nobody's with another one")
    void identity() throws IOException {
        try (Newer newer = new Newer(People.settings())) {
            String board = newer.board("Authorization", "Bearer " + People.token("ada"));
            String mark = newer.mark(HttpMethod.GET, board, SOMEWHERE);
            assertEquals(200, newer.passed(SOMEWHERE, "GET", board, Mark.IDENTITY, newer.identity("ada", mark)));
            String other = newer.mark(HttpMethod.GET, board, PROXY);
            assertEquals(401, newer.passed(SOMEWHERE, "GET", board, Mark.IDENTITY, newer.identity("ada", other)));
        }
    }
}
