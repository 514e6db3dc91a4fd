package dev.easel.server;

import static dev.easel.server.VersionBoard.put;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.server.store.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no client should ask of versions: each has its problem, and nothing is changed. */
@Timeout(60)
class VersionInputIT {
    private static TestDatabase database;
    private static TestEasel easel;
    private static VersionBoard board;
    private static List<JsonNode> versions;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        easel = TestEasel.start(database.address());
        board = new VersionBoard(easel);
        board.edit(put("a", 1));
        board.edit(put("a", 2));
        board.save("Second");
        versions = board.versions();
    }

    @AfterAll
    static void stop() {
        easel.close();
        database.close();
    }

    @AfterEach
    void nothing_has_changed() {
        assertEquals(versions, board.versions());
        assertEquals(2, board.seq());
        assertEquals(1, database.number("select count(*) from project"));
    }

    @ParameterizedTest(name = "{1} {2} {3}: {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
            400 | POST   | /versions                | [
            400 | POST   | /versions                | []
            400 | POST   | /versions                | {'name':7}
            400 | POST   | /versions                | {'name':''}
            400 | POST   | /versions                | {'name':' '}
            400 | POST   | /versions                | {'name':'LONG'}
            400 | POST   | /versions                | {'name':'a\\u0000b'}
            400 | POST   | /versions                | {'name':'a','name':'b'}
            400 | POST   | /versions                | {'by':{}}
            400 | POST   | /versions                | {'by':'LONG'}
            400 | POST   | /versions                | {'seq':-1}
            400 | POST   | /versions                | {'seq':1.5}
            400 | POST   | /versions                | {'seq':'1'}
            400 | POST   | /versions                | {'seq':3}
            400 | POST   | /versions                | {'seq':9007199254740992}
            400 | GET    | /versions?limit=0        | ''
            400 | GET    | /versions?limit=1001     | ''
            400 | GET    | /versions?limit=x        | ''
            400 | GET    | /versions?after=x        | ''
            404 | GET    | /versions/x              | ''
            404 | GET    | /versions/NOBODY         | ''
            400 | PATCH  | /versions/FIRST          | {}
            400 | PATCH  | /versions/FIRST          | {'name':null}
            400 | PATCH  | /versions/FIRST          | {'name':[]}
            404 | PATCH  | /versions/NOBODY         | {'name':'a'}
            404 | DELETE | /versions/NOBODY         | ''
            409 | DELETE | /versions/ACTIVE         | ''
            404 | POST   | /versions/NOBODY/activate | ''
            404 | POST   | /versions/x/activate     | ''
            400 | POST   | /versions/FIRST/activate | {'by':''}
            400 | POST   | /versions/FIRST/activate | 7
            400 | POST   | /restore                 | ''
            400 | POST   | /restore                 | {}
            400 | POST   | /restore                 | {'seq':1,'version':'FIRST'}
            400 | POST   | /restore                 | {'seq':'1'}
            400 | POST   | /restore                 | {'seq':3}
            400 | POST   | /restore                 | {'version':'x'}
            400 | POST   | /restore                 | {'version':7}
            404 | POST   | /restore                 | {'version':'NOBODY'}
            400 | POST   | /restore                 | {'seq':1,'objects':[]}
            400 | POST   | /restore                 | {'seq':1,'objects':'a'}
            400 | POST   | /restore                 | {'seq':1,'objects':[7]}
            400 | POST   | /restore                 | {'seq':1,'objects':['a b']}
            400 | POST   | /restore                 | {'seq':1,'by':7}
            400 | POST   | /rollback                | {}
            400 | POST   | /rollback                | {'by':'anonymous'}
            400 | POST   | /rollback                | {'by':'anonymous','from':1}
            400 | POST   | /rollback                | {'from':1,'to':2}
            400 | POST   | /rollback                | {'by':'a','author':'NOBODY','from':1,'to':2}
            400 | POST   | /rollback                | {'author':'anonymous','from':1,'to':2}
            400 | POST   | /rollback                | {'by':'anonymous','from':0,'to':2}
            400 | POST   | /rollback                | {'by':'anonymous','from':4,'to':4}
            400 | POST   | /rollback                | {'by':'anonymous','from':'yesterday','to':2}
            400 | POST   | /rollback                | {'by':'anonymous','from':1,'to':'2026-02-30T00:00:00Z'}
            400 | POST   | /rollback                | {'by':'anonymous','from':1,'to':'+10000-01-01T00:00:00Z'}
            400 | POST   | /rollback                | {'by':'anonymous','from':1,'to':2,'actor':''}
            400 | POST   | /rollback                | {'by':'anonymous','from':1,'to':2,'dryRun':'true'}
            400 | POST   | /fork                    | {'title':''}
            400 | POST   | /fork                    | {'title':7}
            400 | POST   | /fork                    | {'seq':3}
            400 | POST   | /fork                    | {'seq':-1}
            400 | POST   | /fork                    | {'by':''}
            405 | GET    | /fork                    | ''
            405 | PUT    | /versions/FIRST          | {}
            """)
    @DisplayName("what cannot be read or done is a problem")
    void bad(int status, String method, String path, String body) {
        HttpResponse<String> answer = send(method, board.path + filled(path), filled(body));

        assertEquals(status, answer.statusCode(), answer::body);
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElse(""));
        assertEquals(status, TestEasel.json(answer).get("status").asInt());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /versions",
        "POST, /versions",
        "GET, /versions/FIRST",
        "PATCH, /versions/FIRST",
        "DELETE, /versions/FIRST",
        "POST, /versions/FIRST/activate",
        "POST, /restore",
        "POST, /rollback",
        "POST, /fork"
    })
    @DisplayName("a project that there is not is a 404")
    void nowhere(String method, String path) {
        String body = path.equals("/rollback")
                ? "{\"by\":\"a\",\"from\":1,\"to\":1}"
                : method.equals("GET") || method.equals("DELETE") ? "" : "{\"seq\":1,\"name\":\"a\"}";
        for (String project : List.of(UUID.randomUUID().toString(), "x")) {
            assertEquals(
                    404,
                    send(method, "/api/projects/" + project + filled(path), body)
                            .statusCode());
        }
    }

    @Test
    @DisplayName("V9 more objects than may be named are a 400, and a body over its bound is a 413")
    void too_much() {
        String ids =
                IntStream.rangeClosed(0, 10_000).mapToObj(i -> "\"o" + i + "\"").collect(Collectors.joining(","));
        assertEquals(
                400,
                easel.post(board.path + "/restore", "{\"seq\":1,\"objects\":[" + ids + "]}")
                        .statusCode());
        String much = "{\"name\":\"" + "x".repeat(64 << 10) + "\"}";
        assertEquals(413, easel.post(board.path + "/versions", much).statusCode());
        assertEquals(413, easel.post(board.path + "/fork", much).statusCode());
        assertEquals(
                413,
                easel.post(board.path + "/restore", "{\"name\":\"" + "x".repeat(1 << 20) + "\"}")
                        .statusCode());
    }

    private static String filled(String text) {
        return text.replace("''", "")
                .replace('\'', '"')
                .replace("LONG", "x".repeat(201))
                .replace("NOBODY", "00000000-0000-4000-8000-00000000dead")
                .replace("FIRST", versions.getLast().get("id").asText())
                .replace("ACTIVE", versions.getFirst().get("id").asText());
    }

    private static HttpResponse<String> send(String method, String path, String body) {
        return switch (method) {
            case "GET" -> easel.get(path);
            case "PATCH" -> easel.patch(path, body);
            case "DELETE" -> easel.delete(path);
            case "PUT" -> easel.put(path, "application/json", body.getBytes(StandardCharsets.UTF_8));
            default -> easel.post(path, body);
        };
    }
}
