package dev.easel.server.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.server.People;
import dev.easel.server.TestEasel;
import dev.easel.server.database.DatabaseProxy;
import dev.easel.server.http.UnwellServer;
import dev.easel.server.signin.SignInCalls;
import dev.easel.server.store.TestDatabase;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** Every call that openapi.yaml names, with every answer it names. */
@Timeout(60)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OpenApiIT {
    private static final String JSON = "application/json";
    private static final String BOARD = "application/vnd.excalidraw+json";
    private static final String NOWHERE = "/api/projects/" + UUID.randomUUID();
    private static final int IMAGE_BYTES = 4_096;
    private static final int IMPORT_BYTES = 65_536;
    private static final int EDITS_BYTES = 16 << 20;
    private static final int FRAME_BYTES = 1 << 20;
    private static final int FORM_BYTES = 64 << 10;

    private static final String PUT = "{\"op\":\"put\",\"id\":\"a\",\"props\":{\"x\":1}}";
    private static final String ROLL_BACK = "{\"by\":\"anonymous\",\"from\":1,\"to\":\"2100-01-01T00:00:00Z\"}";

    private static final List<StalledCall> STALLED = new ArrayList<>();

    private static TestDatabase database;
    private static TestEasel easel;
    private static TestDatabase signing;

    /** Where people sign in. */
    private static TestEasel closed;

    private static ApiDocument document;
    private static ApiClient client;

    private final String project = "/api/projects/" + easel.createProject();

    @BeforeAll
    static void start() throws IOException {
        database = TestDatabase.create();
        easel = TestEasel.start(
                database.address(),
                "EASEL_AUTOSAVE_INTERVAL_MS",
                "600000",
                "EASEL_ASSET_BYTES",
                Integer.toString(IMAGE_BYTES),
                "EASEL_IMPORT_BYTES",
                Integer.toString(IMPORT_BYTES));
        signing = TestDatabase.create();
        closed = TestEasel.start(signing.address(), People.settings());
        document = ApiDocument.read();
        client = new ApiClient(easel.uri(), document);
        String project = "/api/projects/" + easel.createProject();
        stall("POST", "/api/projects", JSON);
        stall("PATCH", project, JSON);
        stall("PATCH", project + "/settings", JSON);
        stall("POST", project + "/edits", JSON);
        stall("POST", project + "/objects/a/buffer", JSON);
        stall("POST", project + "/import", JSON);
        stall("PUT", project + "/assets/f", "image/png");
        stall("PUT", project + "/picture", "image/png");
        String version = project + "/versions/" + UUID.randomUUID();
        stall("POST", project + "/versions", JSON);
        stall("PATCH", version, JSON);
        stall("POST", version + "/activate", JSON);
        stall("POST", project + "/restore", JSON);
        stall("POST", project + "/rollback", JSON);
        stall("POST", project + "/fork", JSON);
        String board = new Caller(closed, "ada").board();
        stallOfAda("PUT", board + "/members/bob");
        stallOfAda("POST", board + "/links");
        stallOfAda("POST", board + "/links/redeem");
        stallOfAda("POST", board + "/access-requests");
    }

    private static void stall(String method, String path, String type) throws IOException {
        STALLED.add(new StalledCall(easel.uri(), method, path, type, ""));
    }

    private static void stallOfAda(String method, String path) throws IOException {
        String token = "Authorization: Bearer " + People.token("ada") + "\r\n";
        STALLED.add(new StalledCall(closed.uri(), method, path, JSON, token));
    }

    @AfterAll
    static void stop() throws IOException {
        for (StalledCall call : STALLED) {
            call.close();
        }
        STALLED.clear(); // it may be tried again
        easel.close();
        database.close();
        closed.close();
        signing.close();
    }

    @Test
    @DisplayName("health and metrics")
    void operation() {
        status(200, get("/health/live"));
        status(200, get("/health/started"));
        status(200, get("/health/ready"));
        status(200, get("/version"));
        status(200, get("/metrics"));
        status(200, client.send("GET", "/metrics", "Accept", JSON));
        status(200, get("/metrics?scope=instance"));
        status(200, client.send("GET", "/metrics?scope=cluster", "Accept", JSON));
        status(400, get("/metrics?scope=cluster"));
        status(200, get("/api/dashboard"));
        status(200, get("/api/dashboard?scope=cluster&since=0"));
        status(200, get("/api/dashboard?scope=instance&since=1700000000000"));
        for (String bad :
                List.of("scope=all", "scope=", "since=-1", "since=x", "since=9007199254740992", "since=1.5")) {
            status(400, get("/api/dashboard?" + bad));
        }
    }

    @Test
    @DisplayName("a process that hangs or is starting answers 503, and why")
    void unwell() {
        try (UnwellServer unwell = new UnwellServer()) {
            ApiClient client = new ApiClient(unwell.uri(), document);
            status(503, client.send("GET", "/health/live"));
            status(503, client.send("GET", "/health/started"));
        }
    }

    @Test
    @DisplayName("people sign in at a provider and out, where there is one")
    void signIn() {
        SignInCalls.make(database, document);
        status(404, get("/api/sign-in"));
        status(404, get("/api/sign-in/callback"));
        status(404, client.send("POST", "/api/sign-out"));
    }

    @Test
    @DisplayName("projects are created, listed, got, changed and deleted")
    void projects() {
        status(201, client.send("POST", "/api/projects"));
        status(201, client.sendJson("POST", "/api/projects", "{\"title\":\"A\",\"settings\":{\"grid\":true}}"));
        status(400, client.sendJson("POST", "/api/projects", "{\"title\":7}"));
        status(413, client.sendJson("POST", "/api/projects", "x".repeat(FORM_BYTES + 1)));

        String next = TestEasel.json(status(200, get("/api/projects?of=mine&order=created&limit=1")))
                .get("next")
                .asText();
        status(200, get("/api/projects?order=updated&after=" + next));
        status(400, get("/api/projects?limit=0"));

        status(200, get(project));
        status(404, get(NOWHERE));
        status(200, client.sendJson("PATCH", project, "{\"title\":\"B\",\"settings\":{}}"));
        status(400, client.sendJson("PATCH", project, "[]"));
        String settings = "{\"board\":{\"gridSize\":20},\"a\":null}";
        status(200, client.sendJson("PATCH", project + "/settings", settings));
        String patch = "application/merge-patch+json";
        status(200, client.send("PATCH", project + "/settings", bytes(settings), "Content-Type", patch));
        status(400, client.sendJson("PATCH", project + "/settings", "[]"));
        status(404, client.sendJson("PATCH", NOWHERE + "/settings", "{}"));
        status(413, client.sendJson("PATCH", project + "/settings", "x".repeat(FORM_BYTES + 1)));
        status(404, client.sendJson("PATCH", NOWHERE, "{}"));
        status(413, client.sendJson("PATCH", project, "x".repeat(FORM_BYTES + 1)));
        status(204, client.send("DELETE", project));
        status(404, client.send("DELETE", project));
        status(200, get("/api/projects?in=trash"));
        status(400, get("/api/audit?before=x"));
        status(404, get(NOWHERE + "/audit"));
        status(200, client.send("POST", project + "/undelete"));
        String of = TestEasel.json(status(200, get(project + "/audit?limit=1")))
                .get("next")
                .asText();
        status(200, get(project + "/audit?before=" + of));
        status(200, get("/api/audit?limit=1&before=" + of));
        status(400, get(project + "/audit?limit=0"));
        status(204, client.send("DELETE", project + "?permanently=true"));
        status(400, client.send("DELETE", project + "?permanently=x"));
        status(404, client.send("POST", project + "/undelete"));
    }

    @Test
    @DisplayName("objects are edited, read and flushed")
    void objects() {
        status(
                200,
                edit("?wait=applied", "{\"op\":\"put\",\"id\":\"a\",\"props\":{\"type\":\"line\",\"points\":[1]}}"));
        status(
                200,
                edit(
                        "?wait=durable",
                        "{\"op\":\"patch\",\"id\":\"a\",\"set\":{\"x\":1},\"unset\":[\"y\"],"
                                + "\"append\":{\"points\":{\"at\":1,\"values\":[2]}}}",
                        "{\"op\":\"delete\",\"id\":\"b\"}"));
        HttpResponse<String> refused = edit("", "{\"op\":\"patch\",\"id\":\"zz\"}");
        assertEquals(
                "not_found",
                TestEasel.json(refused).at("/results/0/refused/code").asText());
        status(400, client.sendJson("POST", project + "/edits", "{}"));
        status(404, client.sendJson("POST", NOWHERE + "/edits", edits("")));
        status(413, client.sendJson("POST", project + "/edits", "x".repeat(EDITS_BYTES + 1)));

        status(200, get(project + "/objects?view=live"));
        status(400, get(project + "/objects?view=other"));
        status(404, get(NOWHERE + "/objects"));
        status(200, get(project + "/objects/a?view=live"));
        status(400, get(project + "/objects/a?view=other"));
        status(404, get(project + "/objects/zz"));

        status(202, client.sendJson("POST", project + "/objects/form/buffer", "{\"text\":\"x\"}"));
        status(202, client.sendJson("POST", project + "/objects/form/buffer?base=3", "{\"text\":\"xy\"}"));
        status(202, client.sendJson("POST", project + "/objects/form/buffer?base=3&form=mine", "{\"text\":\"xyz\"}"));
        status(400, client.sendJson("POST", project + "/objects/form/buffer", "[]"));
        status(404, client.sendJson("POST", NOWHERE + "/objects/form/buffer", "{}"));
        status(413, client.sendJson("POST", project + "/objects/form/buffer", "x".repeat(FRAME_BYTES + 1)));
        status(
                422,
                client.sendJson("POST", project + "/objects/form/buffer", "{\"x\":\"" + "x".repeat(300_000) + "\"}"));
        edit("", "{\"op\":\"delete\",\"id\":\"form\"}");

        status(200, client.send("POST", project + "/objects/a/flush"));
        status(204, client.send("POST", project + "/objects/a/flush"));
        status(404, client.send("POST", project + "/objects/zz/flush"));
        edit("", "{\"op\":\"delete\",\"id\":\"a\"}");
        status(200, client.send("POST", project + "/flush"));
        status(204, client.send("POST", project + "/flush"));
        status(404, client.send("POST", NOWHERE + "/flush"));
        status(200, get(project + "/objects?view=saved"));
    }

    @Test
    @DisplayName("boards are imported and exported")
    void boards() {
        String board = "{\"type\":\"excalidraw\",\"elements\":[{\"id\":\"i\",\"type\":\"image\",\"fileId\":\"f\"}],"
                + "\"files\":{\"f\":{\"mimeType\":\"text/plain\",\"dataURL\":\"data:text/plain;base64,eA==\"}}}";
        status(200, client.sendJson("POST", project + "/import", board));
        status(200, client.send("POST", project + "/import", bytes(board), "Content-Type", BOARD));
        String shape = "{\"elements\":[{\"id\":\"r\",\"type\":\"rectangle\",\"width\":9,\"height\":9}]}";
        String copying = project + "/import?mode=copy&by=Ann&x=10&y=20";
        assertEquals(
                1,
                TestEasel.json(status(200, client.sendJson("POST", copying, shape)))
                        .get("ids")
                        .size());
        status(400, client.sendJson("POST", project + "/import", "{"));
        status(404, client.sendJson("POST", NOWHERE + "/import", board));
        status(415, client.send("POST", project + "/import", bytes(board), "Content-Encoding", "br"));
        status(413, client.sendJson("POST", project + "/import", "x".repeat(IMPORT_BYTES + 1)));
        status(422, client.sendJson("POST", project + "/import", "{\"elements\":[{}]}"));
        HttpResponse<String> file = status(200, get(project + "/export"));
        assertEquals("text/plain", TestEasel.json(file).at("/files/f/mimeType").asText());
        status(404, get(NOWHERE + "/export"));
        HttpResponse<String> unknown = status(200, get(project + "/assets/f"));
        assertEquals(
                "application/octet-stream",
                unknown.headers().firstValue("Content-Type").orElse(""));
    }

    @Test
    @DisplayName("the past is read")
    void history() {
        edit("", "{\"op\":\"put\",\"id\":\"a\",\"props\":{\"x\":1}}");
        status(200, get(project + "/state?seq=1"));
        status(200, get(project + "/state?at=2026-01-31T12:00:00Z"));
        status(400, get(project + "/state?seq=9"));
        status(404, get(NOWHERE + "/state?seq=0"));
        status(200, get(project + "/events?after=0&limit=10"));
        status(400, get(project + "/events?after=9"));
        status(404, get(NOWHERE + "/events"));
        edit("", "{\"op\":\"put\",\"id\":\"b\",\"props\":{}}");
        edit("", "{\"op\":\"delete\",\"id\":\"b\"}");
        status(200, get(project + "/history?before=9&limit=10"));
        status(400, get(project + "/history?limit=0"));
        status(404, get(NOWHERE + "/history"));
        status(200, get(project + "/deleted?before=9&limit=10"));
        status(400, get(project + "/deleted?before=x"));
        status(404, get(NOWHERE + "/deleted"));
        status(200, get(project + "/objects/a/history?before=9&limit=10"));
        status(400, get(project + "/objects/a/history?limit=0"));
        status(404, get(NOWHERE + "/objects/a/history"));
        status(200, get(project + "/objects/a/blame"));
        status(404, get(project + "/objects/b/blame"));
        status(400, get(project + "/events/stream?after=9"));
        status(404, get(NOWHERE + "/events/stream"));
        Runnable delete = () -> client.send("DELETE", project);
        status(200, client.follow(project + "/events/stream?after=1", delete, "Last-Event-ID", "0"));
    }

    @Test
    @DisplayName("versions are saved, listed, got, renamed, made active and deleted")
    void versions() {
        String large = "x".repeat(FORM_BYTES + 1);
        edit("", PUT);
        String first = version();
        status(201, client.send("POST", project + "/versions"));
        String second = version();
        status(201, client.sendJson("POST", project + "/versions", "{\"name\":\"A\",\"by\":\"Ada\",\"seq\":0}"));
        status(400, client.sendJson("POST", project + "/versions", "{\"name\":7}"));
        status(404, client.sendJson("POST", NOWHERE + "/versions", "{}"));
        status(413, client.sendJson("POST", project + "/versions", large));

        String next = TestEasel.json(status(200, get(project + "/versions?limit=1")))
                .get("next")
                .asText();
        status(200, get(project + "/versions?after=" + next));
        status(400, get(project + "/versions?limit=0"));
        status(404, get(NOWHERE + "/versions"));
        status(200, get(first));
        status(404, get(project + "/versions/" + UUID.randomUUID()));

        status(200, client.sendJson("PATCH", first, "{\"name\":\"B\"}"));
        status(400, client.sendJson("PATCH", first, "{}"));
        status(404, client.sendJson("PATCH", project + "/versions/x", "{\"name\":\"B\"}"));
        status(413, client.sendJson("PATCH", first, large));

        edit("", "{\"op\":\"delete\",\"id\":\"a\"}");
        status(200, client.sendJson("POST", first + "/activate", "{\"by\":\"Ada\"}"));
        status(400, client.sendJson("POST", first + "/activate", "[]"));
        status(404, client.send("POST", project + "/versions/x/activate"));
        status(413, client.sendJson("POST", first + "/activate", large));

        status(409, client.send("DELETE", first));
        status(204, client.send("DELETE", second));
        status(404, client.send("DELETE", second));
    }

    /** The path of the active version. */
    private String version() {
        return project + "/versions/"
                + TestEasel.json(get(project)).get("version").asText();
    }

    @Test
    @DisplayName("what was is brought back, taken back, and copied")
    void bringing_back() {
        String large = "x".repeat((1 << 20) + 1);
        edit("", PUT);
        edit("", "{\"op\":\"patch\",\"id\":\"a\",\"set\":{\"x\":2}}");
        String restore = project + "/restore";
        status(200, client.sendJson("POST", restore, "{\"seq\":1,\"objects\":[\"a\"],\"by\":\"Ada\"}"));
        String id = TestEasel.json(get(version())).get("id").asText();
        status(200, client.sendJson("POST", restore, "{\"version\":\"" + id + "\"}"));
        status(400, client.sendJson("POST", restore, "{}"));
        status(404, client.sendJson("POST", restore, "{\"version\":\"" + UUID.randomUUID() + "\"}"));
        status(413, client.sendJson("POST", restore, large));

        String rollBack = project + "/rollback";
        status(200, client.sendJson("POST", rollBack, ROLL_BACK.replace("}", ",\"dryRun\":true}")));
        status(200, client.sendJson("POST", rollBack, ROLL_BACK));
        status(
                200,
                client.sendJson(
                        "POST",
                        rollBack,
                        "{\"author\":\"" + UUID.randomUUID() + "\",\"from\":1,\"to\":2,\"actor\":\"Ada\"}"));
        status(400, client.sendJson("POST", rollBack, "{}"));
        status(404, client.sendJson("POST", NOWHERE + "/rollback", ROLL_BACK));
        status(413, client.sendJson("POST", rollBack, large));

        String fork = project + "/fork";
        status(201, client.send("POST", fork));
        status(201, client.sendJson("POST", fork, "{\"seq\":1,\"title\":\"Copy\",\"by\":\"Ada\"}"));
        status(400, client.sendJson("POST", fork, "{\"title\":7}"));
        status(404, client.send("POST", NOWHERE + "/fork"));
        status(413, client.sendJson("POST", fork, large));
    }

    @Test
    @DisplayName("V14 what is before the horizon is answered 410, with the first seq that can be had")
    void horizon() {
        edit("", PUT);
        edit("", "{\"op\":\"patch\",\"id\":\"a\",\"set\":{\"x\":2}}");
        edit("", "{\"op\":\"patch\",\"id\":\"a\",\"set\":{\"x\":3}}");
        String id = project.substring("/api/projects/".length());
        database.sql("""
                insert into horizon (project_id, seq, epoch, at, parts, objects, dropped_seq, folded_at)
                select id, 2, epoch, now(), 0, 0, 0, now() from project where id = $1::text::uuid""", id);
        for (HttpResponse<String> gone : List.of(
                get(project + "/state?seq=1"),
                get(project + "/state?at=2026-01-31T12:00:00Z"),
                get(project + "/events?after=1"),
                get(project + "/events"),
                get(project + "/events/stream?after=1"),
                client.sendJson("POST", project + "/versions", "{\"name\":\"A\",\"seq\":1}"),
                client.sendJson("POST", project + "/restore", "{\"seq\":1}"),
                client.sendJson("POST", project + "/rollback", ROLL_BACK),
                client.sendJson("POST", project + "/fork", "{\"seq\":1}"))) {
            assertEquals(2, TestEasel.json(status(410, gone)).get("oldest").asLong());
        }
        status(200, get(project + "/events?after=2"));
    }

    @Test
    @DisplayName("the picture of a project is put and got, and the list tells its tag")
    void picture() {
        String path = project + "/picture";
        status(404, get(path));
        for (String type : List.of("png", "jpeg", "webp")) {
            status(204, put(path, "image/" + type, "picture"));
            HttpResponse<String> got = status(200, get(path));
            assertEquals("picture", got.body());
            String etag = got.headers().firstValue("ETag").orElseThrow();
            status(304, client.send("GET", path, "If-None-Match", etag));
            String tag =
                    TestEasel.json(status(200, get(project))).get("picture").asText();
            status(200, get(path + "?tag=" + tag));
        }
        status(400, put(path, "image/png", ""));
        status(404, put(NOWHERE + "/picture", "image/png", "picture"));
        status(413, put(path, "image/png", "x".repeat((64 << 10) + 1)));
        status(415, put(path, "image/svg+xml", "picture"));
        String etag =
                status(200, get("/api/projects")).headers().firstValue("ETag").orElseThrow();
        status(304, client.send("GET", "/api/projects", "If-None-Match", etag));
    }

    @Test
    @DisplayName("images are put and got")
    void images() {
        for (String type : List.of("png", "jpeg", "jfif", "gif", "svg+xml", "webp", "avif", "bmp", "x-icon")) {
            String path = project + "/assets/" + type.replace('+', '-');
            status(201, put(path, "image/" + type, "image"));
            HttpResponse<String> got = status(200, get(path));
            assertEquals("image", got.body());
            String etag = got.headers().firstValue("ETag").orElseThrow();
            status(304, client.send("GET", path, "If-None-Match", etag));
        }
        String png = project + "/assets/png";
        status(204, put(png, "image/png", "image"));
        status(400, put(png, "image/png", ""));
        status(404, put(NOWHERE + "/assets/png", "image/png", "image"));
        status(409, put(png, "image/png", "other"));
        status(413, put(png, "image/png", "x".repeat(IMAGE_BYTES + 1)));
        status(415, put(png, "text/plain", "image"));
        status(400, get(project + "/assets/a.b"));
        status(404, get(project + "/assets/none"));
    }

    @Test
    @DisplayName("where people sign in: who asks, members, links and requests for access")
    void people() {
        Caller ada = new Caller(closed, "ada");
        Caller bob = new Caller(closed, "bob");
        assertEquals(
                "ada",
                TestEasel.json(status(200, ada.ask("GET", "/api/me", "")))
                        .get("user")
                        .asText());
        String board = ada.board();
        String viewer = "{\"role\":\"viewer\"}";
        status(202, bob.ask("POST", board + "/access-requests", "{\"message\":\"please\"}"));
        status(400, bob.ask("POST", board + "/access-requests", "{\"message\":\"" + "x".repeat(501) + "\"}"));
        status(404, bob.ask("POST", NOWHERE + "/access-requests", "{}"));
        status(200, ada.ask("GET", board + "/access-requests", ""));
        status(404, ada.ask("GET", NOWHERE + "/access-requests", ""));
        status(403, bob.ask("GET", board + "/access-requests", ""));
        status(204, ada.ask("DELETE", board + "/access-requests/bob", ""));
        status(404, ada.ask("DELETE", board + "/access-requests/bob", ""));
        status(403, bob.ask("DELETE", board + "/access-requests/bob", ""));
        status(200, ada.ask("PUT", board + "/members/bob", viewer));
        status(400, ada.ask("PUT", board + "/members/bob", "{\"role\":\"king\"}"));
        status(403, bob.ask("PUT", board + "/members/bob", viewer));
        status(404, ada.ask("PUT", NOWHERE + "/members/bob", viewer));
        status(409, ada.ask("PUT", board + "/members/ada", viewer));
        status(200, bob.ask("GET", board + "/members", ""));
        status(404, ada.ask("GET", NOWHERE + "/members", ""));
        status(403, bob.ask("DELETE", board + "/members/ada", ""));
        status(409, ada.ask("DELETE", board + "/members/ada", ""));
        status(204, bob.ask("DELETE", board + "/members/bob", ""));
        status(404, ada.ask("DELETE", board + "/members/bob", ""));
        links(ada, bob, board);
        status(200, get("/api/me"));
        status(409, client.sendJson("POST", project + "/links/redeem", "{\"key\":\"k\"}"));
        status(409, client.sendJson("POST", project + "/links", "{\"role\":\"viewer\"}"));
        status(409, client.sendJson("POST", project + "/access-requests", "{}"));
    }

    private static void links(Caller ada, Caller bob, String board) {
        String form = "{\"role\":\"editor\",\"name\":\"For all\",\"expiresAt\":\"2100-01-01T00:00:00Z\"}";
        JsonNode link = TestEasel.json(status(201, ada.ask("POST", board + "/links", form)));
        status(400, ada.ask("POST", board + "/links", "{\"role\":\"owner\"}"));
        status(404, ada.ask("POST", NOWHERE + "/links", form));
        status(403, bob.ask("POST", board + "/links", form));
        status(200, ada.ask("GET", board + "/links", ""));
        status(403, bob.ask("GET", board + "/links", ""));
        status(404, ada.ask("GET", NOWHERE + "/links", ""));
        String key = "{\"key\":\"" + link.get("key").asText() + "\"}";
        status(200, bob.ask("POST", board + "/links/redeem", key));
        status(400, bob.ask("POST", board + "/links/redeem", "{}"));
        String one = board + "/links/" + link.get("id").asText();
        status(403, bob.ask("DELETE", one, ""));
        status(204, ada.ask("DELETE", one, ""));
        status(404, ada.ask("DELETE", one, ""));
        status(403, bob.ask("POST", board + "/links/redeem", key));
    }

    @Test
    @DisplayName(
            "where people sign in: bodies that are too large or no JSON, one more than may be, a board in the trash")
    void people_refused() {
        Caller ada = new Caller(closed, "ada");
        Caller bob = new Caller(closed, "bob");
        String board = ada.board();
        String form = "{\"role\":\"viewer\"}";
        String redeem = board + "/links/redeem";
        for (String path : List.of(board + "/links", redeem, board + "/access-requests")) {
            status(413, ada.ask("POST", path, "x".repeat(FORM_BYTES)));
            status(415, ada.send("POST", path, form, "text/plain"));
        }
        status(413, ada.ask("PUT", board + "/members/bob", "x".repeat(FORM_BYTES)));
        status(415, ada.send("PUT", board + "/members/bob", form, "text/plain"));

        String key = TestEasel.json(status(201, ada.ask("POST", board + "/links", form)))
                .get("key")
                .asText();
        String id = board.substring("/api/projects/".length());
        signing.sql("""
                insert into member (project_id, user_id, role, since)
                select $1::text::uuid, 'm' || n, 'viewer', now() from generate_series(1, 999) n""", id);
        signing.sql("""
                insert into share_link (project_id, id, key_hash, role, created_at, created_by)
                select $1::text::uuid, gen_random_uuid(), n::text::bytea, 'viewer', now(), 'ada'
                  from generate_series(1, 199) n""", id);
        signing.sql("""
                insert into access_request (project_id, user_id, message, at)
                select $1::text::uuid, 'r' || n, '', now() from generate_series(1, 100) n""", id);
        status(422, ada.ask("PUT", board + "/members/bob", form));
        status(422, ada.ask("POST", board + "/links", form));
        status(422, bob.ask("POST", board + "/access-requests", "{}"));

        status(204, ada.ask("DELETE", board, ""));
        status(404, bob.ask("POST", redeem, "{\"key\":\"" + key + "\"}"));
    }

    @Test
    @DisplayName("where people sign in: without a database what somebody may do is not known, a 503")
    void people_unavailable() {
        DatabaseProxy proxy = new DatabaseProxy(signing);
        try (TestEasel cut = TestEasel.start(proxy.address(), People.settings())) {
            Caller ada = new Caller(cut, "ada");
            String board = ada.board();
            proxy.down();
            status(503, ada.ask("GET", board + "/members", ""));
            status(503, ada.ask("PUT", board + "/members/bob", "{\"role\":\"viewer\"}"));
            status(503, ada.ask("DELETE", board + "/members/ada", ""));
            status(503, ada.ask("GET", board + "/links", ""));
            status(503, ada.ask("POST", board + "/links", "{\"role\":\"viewer\"}"));
            status(503, ada.ask("DELETE", board + "/links/" + UUID.randomUUID(), ""));
            status(503, ada.ask("POST", board + "/links/redeem", "{\"key\":\"k\"}"));
            status(503, ada.ask("GET", board + "/access-requests", ""));
            status(503, ada.ask("POST", board + "/access-requests", "{}"));
            status(503, ada.ask("DELETE", board + "/access-requests/bob", ""));
            proxy.up();
        } finally {
            proxy.close();
        }
    }

    /** Somebody who is signed in. */
    private record Caller(ApiClient client, String user) {
        Caller(TestEasel server, String user) {
            this(new ApiClient(server.uri(), document), user);
        }

        HttpResponse<String> ask(String method, String path, String body) {
            return send(method, path, body, JSON);
        }

        HttpResponse<String> send(String method, String path, String body, String type) {
            return client.send(
                    method, path, bytes(body), "Authorization", "Bearer " + People.token(user), "Content-Type", type);
        }

        /** The path of a new one. */
        String board() {
            return "/api/projects/"
                    + TestEasel.json(status(201, ask("POST", "/api/projects", "{}")))
                            .get("id")
                            .asText();
        }
    }

    @Test
    @DisplayName("H1 a page from elsewhere is answered 403 by every call")
    void foreign() {
        for (String path : List.of(
                "/health/live",
                "/health/started",
                "/health/ready",
                "/version",
                "/metrics",
                "/api/dashboard",
                "/api/sign-in",
                "/api/me",
                project + "/members",
                project + "/links",
                project + "/access-requests",
                "/api/projects",
                "/api/audit",
                project,
                project + "/audit",
                project + "/objects",
                project + "/objects/a",
                project + "/export",
                project + "/state?seq=0",
                project + "/events",
                project + "/events/stream",
                project + "/history",
                project + "/deleted",
                project + "/objects/a/history",
                project + "/objects/a/blame",
                project + "/versions",
                project + "/versions/x",
                project + "/picture",
                project + "/assets/f")) {
            status(403, client.send("GET", path, "Origin", "http://evil.example"));
        }
        for (String path : List.of(
                project + "/access-requests",
                "/api/sign-out",
                "/api/projects",
                project + "/objects/a/buffer",
                project + "/objects/a/flush",
                project + "/flush",
                project + "/edits",
                project + "/versions",
                project + "/versions/x/activate",
                project + "/restore",
                project + "/rollback",
                project + "/fork",
                project + "/undelete",
                project + "/import")) {
            status(403, client.send("POST", path, bytes("{}"), "Origin", "http://evil.example"));
        }
        status(403, client.send("PATCH", project, bytes("{}"), "Origin", "http://evil.example"));
        status(403, client.send("PATCH", project + "/settings", bytes("{}"), "Origin", "http://evil.example"));
        status(403, client.send("PATCH", project + "/versions/x", bytes("{}"), "Origin", "http://evil.example"));
        status(403, client.send("DELETE", project, "Origin", "http://evil.example"));
        status(403, client.send("DELETE", project + "/versions/x", "Origin", "http://evil.example"));
        status(403, client.send("PUT", project + "/assets/f", bytes("x"), "Origin", "http://evil.example"));
        status(403, client.send("PUT", project + "/picture", bytes("x"), "Origin", "http://evil.example"));
    }

    @Test
    @DisplayName("H3 JSON that is not called JSON is answered 415")
    void not_json() {
        status(415, client.send("POST", "/api/projects", bytes("{}"), "Content-Type", "text/plain"));
        status(415, client.send("PATCH", project, bytes("{}"), "Content-Type", "text/plain"));
        status(415, client.send("PATCH", project + "/settings", bytes("{}"), "Content-Type", "text/plain"));
        status(415, client.send("POST", project + "/edits", bytes(edits("")), "Content-Type", "text/plain"));
        status(415, client.send("POST", project + "/objects/a/buffer", bytes("{}"), "Content-Type", "text/plain"));
        String version = project + "/versions/" + UUID.randomUUID();
        status(415, client.send("PATCH", version, bytes("{}"), "Content-Type", "text/plain"));
        for (String path : List.of(
                project + "/versions",
                version + "/activate",
                project + "/restore",
                project + "/rollback",
                project + "/fork")) {
            status(415, client.send("POST", path, bytes("{}"), "Content-Type", "text/plain"));
        }
    }

    @Test
    @DisplayName("without a database every call that needs it is answered 503")
    void unavailable() {
        DatabaseProxy proxy = new DatabaseProxy(database);
        try (TestEasel cut = TestEasel.start(proxy.address())) {
            ApiClient client = new ApiClient(cut.uri(), document);
            proxy.down();
            status(503, client.send("GET", "/health/ready"));
            status(503, client.send("GET", "/api/projects"));
            status(503, client.sendJson("POST", "/api/projects", "{}"));
            status(503, client.send("GET", project));
            status(503, client.sendJson("PATCH", project, "{}"));
            status(503, client.sendJson("PATCH", project + "/settings", "{}"));
            status(503, client.send("DELETE", project));
            status(503, client.send("POST", project + "/undelete"));
            status(503, client.send("GET", project + "/objects"));
            status(503, client.send("GET", project + "/objects/a"));
            status(503, client.sendJson("POST", project + "/objects/a/buffer", "{}"));
            status(503, client.send("POST", project + "/objects/a/flush"));
            status(503, client.send("POST", project + "/flush"));
            status(503, client.sendJson("POST", project + "/edits", edits("")));
            status(503, client.sendJson("POST", project + "/import", "{\"elements\":[]}"));
            status(503, client.send("GET", project + "/export"));
            status(503, client.send("GET", project + "/state?seq=0"));
            status(503, client.send("GET", project + "/events"));
            status(503, client.send("GET", project + "/events/stream"));
            status(503, client.send("GET", project + "/history"));
            status(503, client.send("GET", project + "/deleted"));
            status(503, client.send("GET", project + "/audit"));
            status(503, client.send("GET", "/api/audit"));
            status(503, client.send("GET", project + "/objects/a/history"));
            status(503, client.send("GET", project + "/objects/a/blame"));
            String version = project + "/versions/" + UUID.randomUUID();
            status(503, client.send("GET", project + "/versions"));
            status(503, client.send("POST", project + "/versions"));
            status(503, client.send("GET", version));
            status(503, client.sendJson("PATCH", version, "{\"name\":\"A\"}"));
            status(503, client.send("DELETE", version));
            status(503, client.send("POST", version + "/activate"));
            status(503, client.sendJson("POST", project + "/restore", "{\"seq\":0}"));
            status(503, client.sendJson("POST", project + "/rollback", ROLL_BACK));
            status(503, client.send("POST", project + "/fork"));
            status(503, client.send("PUT", project + "/assets/f", bytes("image"), "Content-Type", "image/png"));
            status(503, client.send("GET", project + "/assets/f"));
            status(503, client.send("PUT", project + "/picture", bytes("image"), "Content-Type", "image/png"));
            status(503, client.send("GET", project + "/picture"));
            proxy.up();
        } finally {
            proxy.close();
        }
    }

    @Test
    @DisplayName("what a trigger is against is answered 422")
    void refused() {
        edit("", PUT);
        edit("", "{\"op\":\"delete\",\"id\":\"a\"}");
        String first = version();
        status(201, client.sendJson("POST", project + "/versions", "{\"name\":\"B\",\"seq\":1}"));
        String named = project + "/versions/"
                + TestEasel.json(get(project + "/versions"))
                        .at("/versions/0/id")
                        .asText();
        database.sql("create function no() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$");
        try {
            // What switches or goes back saves first: the rows of a save are let through.
            database.sql("create trigger no before insert on version for each row execute function no()");
            status(422, client.sendJson("POST", project + "/versions", "{\"name\":\"A\",\"seq\":1}"));
            status(422, client.send("POST", named + "/activate"));
            status(422, client.sendJson("POST", project + "/restore", "{\"seq\":1}"));
            status(422, client.sendJson("POST", project + "/rollback", ROLL_BACK.replace("1,", "2,")));

            database.sql("create trigger no before insert or update on project for each row execute function no()");
            database.sql("create trigger no before insert on asset for each row execute function no()");
            database.sql("create trigger no before insert on picture for each row execute function no()");
            database.sql("create trigger never before update on version for each row execute function no()");
            status(422, client.sendJson("PATCH", first, "{\"name\":\"A\"}"));
            status(422, client.send("POST", project + "/fork"));

            status(422, client.sendJson("POST", "/api/projects", "{}"));
            status(422, client.sendJson("PATCH", project, "{\"title\":\"no\"}"));
            status(422, client.sendJson("PATCH", project + "/settings", "{\"no\":1}"));
            status(422, client.send("PUT", project + "/picture", bytes("no"), "Content-Type", "image/png"));
            status(422, client.send("PUT", project + "/assets/no", bytes("no"), "Content-Type", "image/png"));
        } finally {
            database.sql("drop function no cascade");
        }
    }

    @Test
    @Order(Integer.MAX_VALUE - 1)
    @DisplayName("a body that does not come is answered 408")
    void late() throws IOException {
        for (StalledCall call : STALLED) {
            Exchange answer = call.answer();
            assertEquals(408, answer.status(), answer.toString());
            document.check(answer);
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    @DisplayName("every status, media type and parameter in the document was seen")
    void everything() {
        assertEquals(Set.of(), document.unseen());
    }

    private HttpResponse<String> edit(String query, String... changes) {
        return client.sendJson("POST", project + "/edits" + query, edits(String.join(",", changes)));
    }

    /** A body of one edit by a client of its own; of none where there are no changes. */
    private static String edits(String changes) {
        String edit = changes.isEmpty() ? "" : "{\"edit\":1,\"group\":\"g\",\"changes\":[" + changes + "]}";
        return "{\"client\":\"" + UUID.randomUUID() + "\",\"edits\":[" + edit + "]}";
    }

    private static HttpResponse<String> get(String path) {
        return client.send("GET", path);
    }

    private static HttpResponse<String> put(String path, String type, String image) {
        return client.send("PUT", path, bytes(image), "Content-Type", type);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static HttpResponse<String> status(int expected, HttpResponse<String> response) {
        assertEquals(
                expected,
                response.statusCode(),
                () -> response.request().method() + " " + response.uri() + ": " + response.body());
        return response;
    }
}
