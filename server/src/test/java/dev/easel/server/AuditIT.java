package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.server.store.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What people do about access, as the audit log tells it to owners and operators. */
@Timeout(90)
class AuditIT {
    private final TestDatabase database = TestDatabase.create();
    private TestEasel easel;
    private URI uri;
    private String path;

    @BeforeEach
    void start() {
        easel = TestEasel.start(database.address(), People.SETTINGS);
        uri = easel.uri();
        path = "/api/projects/"
                + ask("ada", "POST", "/api/projects", "{\"title\":\"Plan\"}")
                        .get("id")
                        .asText();
    }

    @AfterEach
    void stop() {
        easel.close();
        database.close();
    }

    private JsonNode ask(String user, String method, String path, String body) {
        return People.send(uri, method, path, body, People.bearer(People.token(user)));
    }

    private int status(String path, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri.resolve(path))
                .headers(People.bearer(token))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    /** The status that a guest gets for the key. */
    private int redeem(JsonNode link) throws IOException, InterruptedException {
        String body = "{\"key\":\"" + link.get("key").asText() + "\"}";
        HttpRequest request = HttpRequest.newBuilder(uri.resolve(path + "/links/redeem"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    /** Acts, who did them and to whom, the oldest first. */
    private static List<String> told(JsonNode page) {
        List<String> told = new ArrayList<>();
        page.get("entries")
                .forEach(it -> told.addFirst(it.get("act").asText() + " "
                        + it.path("who").asText("-") + " " + it.path("subject").asText("-")));
        return told;
    }

    @Test
    @DisplayName("owners read who let whom in and out, who came by a link, and who deleted and restored the board")
    void board() throws IOException, InterruptedException {
        ask("ada", "PUT", path + "/members/eve", "{\"role\":\"editor\"}");
        ask("ada", "PUT", path + "/members/eve", "{\"role\":\"viewer\"}");
        String project = path.substring("/api/projects/".length());
        JsonNode link = People.link(uri, project, "viewer");
        String id = link.get("id").asText();
        People.redeemed(uri, project, link, "{}", People.bearer(People.token("vic")));
        ask("ada", "DELETE", path + "/links/" + id, "");
        ask("dan", "POST", path + "/access-requests", "{}");
        ask("ada", "DELETE", path + "/access-requests/dan", "");
        ask("eve", "DELETE", path + "/members/eve", "");
        JsonNode more = People.link(uri, project, "viewer");
        ask("ada", "DELETE", path, "");
        assertTrue(told(ask("ada", "GET", path + "/audit", "")).contains("board_deleted ada -"), "of the trash, too");
        assertEquals(404, redeem(more));
        ask("ada", "POST", path + "/undelete", "");
        assertEquals(200, redeem(more));
        assertEquals(
                List.of(
                        "member_added ada ada",
                        "member_added ada eve",
                        "role_changed ada eve",
                        "link_made ada " + id,
                        "link_redeemed vic " + id,
                        "link_revoked ada " + id,
                        "access_requested dan dan",
                        "access_refused ada dan",
                        "member_removed eve eve",
                        "board_deleted ada -",
                        "board_restored ada -"),
                told(ask("ada", "GET", path + "/audit", "")).stream()
                        .filter(it -> !it.contains(more.get("id").asText()))
                        .toList());
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (told(ask("ada", "GET", path + "/audit", "")).stream()
                .noneMatch(it -> it.matches(
                        "link_redeemed [0-9a-f]{16} " + more.get("id").asText()))) {
            assertTrue(System.nanoTime() < deadline, "the guest is written down");
        }
    }

    @Test
    @DisplayName("operators read the acts of all boards, and whose token was refused")
    void operators() throws IOException, InterruptedException {
        ask("ada", "DELETE", path + "?permanently=true", "");
        assertEquals(401, status("/api/projects", "none"));
        long deadline = System.nanoTime() + 20_000_000_000L;
        List<String> told;
        do {
            told = told(ask("root", "GET", "/api/audit", ""));
            assertTrue(System.nanoTime() < deadline, "the refusal is written");
        } while (!told.contains("sign_in_refused - -"));
        assertTrue(told.contains("board_purged ada -"), told::toString);
        assertEquals(
                403, easel.get("/api/audit", People.bearer(People.token("ada"))).statusCode());
    }
}
