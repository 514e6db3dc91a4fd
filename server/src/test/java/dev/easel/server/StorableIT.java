package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.server.copying.RoundTrip;
import dev.easel.server.store.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is accepted can be stored, in a real PostgreSQL; what cannot is refused where it comes in. */
@Timeout(60)
class StorableIT {
    private static TestDatabase database;
    private static TestEasel easel;

    private String project;
    private int edits;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        easel = TestEasel.start(database.address());
    }

    @AfterAll
    static void stop() {
        easel.close();
        database.close();
    }

    @BeforeEach
    void create() {
        project = "/api/projects/" + easel.createProject();
    }

    @AfterEach
    void isSaved() {
        int flushed = easel.post(project + "/flush", "").statusCode();
        assertTrue(flushed == 200 || flushed == 204, "flushed: " + flushed);
        assertEquals(200, easel.get("/health/ready").statusCode());
    }

    @Test
    @DisplayName("L5 numbers of every spelling are stored, and read back from rows as from memory")
    void numbers() {
        List<String> numbers = List.of(
                "0e-20000",
                "-0",
                "0.000",
                "0e999999999",
                "1e300",
                "5e-324",
                "1.7976931348623157e308",
                "1.50",
                "12345678901234567890",
                "0." + "0".repeat(900),
                "1" + "0".repeat(300),
                "0." + "3".repeat(900),
                "0.1000000000000000055511151231257827021181583404541015625");
        String values = String.join(",", numbers);
        assertEquals(0, refused("{\"op\":\"put\",\"id\":\"n\",\"props\":{\"values\":[" + values + "]}}"));
        assertEquals(
                0,
                refused("{\"op\":\"patch\",\"id\":\"n\",\"set\":{\"zero\":0e-20000},"
                        + "\"append\":{\"values\":{\"at\":" + numbers.size() + ",\"values\":[" + values + "]}}}"));
        easel.post(project + "/flush", "");
        for (String view : List.of("live", "saved")) {
            JsonNode props = TestEasel.json(easel.get(project + "/objects/n?view=" + view))
                    .get("props");
            assertEquals(
                    "[0,0,0,0,1e+300,5e-324,1.7976931348623157e+308,1.5,12345678901234567000,0,1e+300,"
                            + "0.3333333333333333,0.1]",
                    text(easel.get(project + "/objects/n?view=" + view).body(), numbers.size()));
            assertEquals("0", props.get("zero").asText());
        }
    }

    /** The first {@code count} of the values, as they are written. */
    private static String text(String body, int count) {
        int from = body.indexOf("\"values\":[") + "\"values\":[".length();
        String[] values = body.substring(from, body.indexOf(']', from)).split(",", -1);
        return "[" + String.join(",", List.of(values).subList(0, count)) + "]";
    }

    @Test
    @DisplayName("L2 numbers that PostgreSQL writes with hundreds of digits do not make small edits large rows")
    void sizes() {
        String far = "[" + "1e300,".repeat(30_000) + "0]";
        assertEquals(1, refused("{\"op\":\"put\",\"id\":\"far\",\"props\":{\"x\":" + far + "}}"));
        assertEquals(0, refused("{\"op\":\"put\",\"id\":\"far\",\"props\":{\"x\":[" + "1e300,".repeat(860) + "0]}}"));
        easel.post(project + "/flush", "");
        assertTrue(database.number("select max(length(props::text)) from canvas_object") < 300_000);
    }

    @Test
    @DisplayName("titles and settings: stored, or refused with 400")
    void projects() {
        for (String title : List.of("\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud83d\"", "\"\\udc00\\ud800\"")) {
            assertEquals(400, made("{\"title\":" + title + "}"), title);
            assertEquals(400, easel.patch(project, "{\"title\":" + title + "}").statusCode(), title);
        }
        for (String title :
                List.of("\"\\u0001\\u001f\\u007f\\uffff\"", "\"" + "😀".repeat(200) + "\"", "\"\\\\u0000\"")) {
            assertEquals(201, made("{\"title\":" + title + "}"), title);
        }
        for (String settings : List.of(
                "{\"n\":0e-20000}",
                "{\"n\":[1e300,-0.0,5e-324]}",
                "{\"\":\"\",\"\\uffff\":\"\\\\u0000\"}",
                "{\"d\":" + "[".repeat(30) + "]".repeat(30) + "}",
                "{\"long\":0." + "0".repeat(900) + "}")) {
            assertEquals(201, made("{\"settings\":" + settings + "}"), settings);
            assertEquals(
                    200, easel.patch(project, "{\"settings\":" + settings + "}").statusCode(), settings);
        }
        for (String settings : List.of(
                "{\"n\":1e400}",
                "{\"n\":1e-400}",
                "{\"\\u0000\":1}",
                "{\"k\":[\"\\ud800\"]}",
                "{\"k\":[" + "1e300,".repeat(600) + "0]}",
                "{\"d\":" + "[".repeat(33) + "]".repeat(33) + "}")) {
            assertEquals(400, made("{\"settings\":" + settings + "}"), settings);
        }
    }

    private static int made(String body) {
        return easel.post("/api/projects", body).statusCode();
    }

    @Test
    @DisplayName("paths and parameters that no row can have are 400 or 404")
    void paths() {
        for (String path : List.of(
                "/api/projects?after=%00",
                "/api/projects?after=x",
                "/api/projects?limit=99999999999",
                "/api/projects?order=%00",
                "/api/projects/%00",
                "/api/projects/%00/objects",
                project + "/objects?view=%00",
                project + "/objects/%00",
                project + "/objects/%00?view=saved",
                project + "/objects/%ED%A0%80?view=saved",
                project + "/assets/%00",
                project + "/assets/a%00b")) {
            int status = easel.get(path).statusCode();
            assertTrue(status == 400 || status == 404, path + ": " + status);
        }
        assertEquals(404, easel.post(project + "/objects/%00/flush", "").statusCode());
        byte[] image = {1, 2, 3};
        assertEquals(400, easel.put(project + "/assets/%00", "image/png", image).statusCode());
        assertEquals(
                201,
                easel.put(project + "/assets/" + "a".repeat(64), "image/png", image)
                        .statusCode());
    }

    @Test
    @DisplayName("groups, keys, texts and edit numbers: stored, or refused")
    void edits() {
        String odd = "\"\\u0001\\u007f\\u2028\\uffff\\ud83d\\ude00\\\\u0000\"";
        assertEquals(0, refused("{\"op\":\"put\",\"id\":\"t\",\"props\":{" + odd + ":" + odd + ",\"\":\"\"}}"));
        assertEquals(1, refused("{\"op\":\"put\",\"id\":\"t\",\"props\":{\"\\u0000\":1}}"));
        assertEquals(1, refused("{\"op\":\"put\",\"id\":\"t\",\"props\":{\"s\":\"\\u0000\"}}"));
        assertEquals(1, refused("{\"op\":\"put\",\"id\":\"t\",\"props\":{\"s\":\"\\udead\"}}"));
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            many.append(i == 0 ? "" : ",").append('"').append(i).append("\":{}");
        }
        assertEquals(0, refused("{\"op\":\"put\",\"id\":\"many\",\"props\":{" + many + "}}"));
        for (String edit : List.of(
                "\"edit\":9007199254740991,\"group\":" + odd, "\"edit\":0,\"group\":\"" + "😀".repeat(32) + "\"")) {
            HttpResponse<String> answer = easel.post(
                    project + "/edits",
                    "{\"client\":\"" + UUID.randomUUID() + "\",\"edits\":[{" + edit
                            + ",\"changes\":[{\"op\":\"delete\",\"id\":\"t\"}]}]}");
            assertEquals(200, answer.statusCode(), answer.body());
        }
    }

    @Test
    @DisplayName("a file: a number of 56 digits, files of any time and type")
    void imports() {
        String file = "{\"elements\":[{\"id\":\"num\",\"type\":\"rectangle\","
                + "\"x\":0.1000000000000000055511151231257827021181583404541015625,\"y\":0e-20000}],\"files\":{"
                + "\"f\":{\"mimeType\":\"a.b/c+d\",\"created\":999999999999999,"
                + "\"dataURL\":\"data:image/png;base64,AAAA\"},"
                + "\"g\":{\"mimeType\":\"image/png\",\"created\":-99999,\"dataURL\":\"data:image/png;base64,\"}}}";
        HttpResponse<String> answer = easel.post(project + "/import", file);
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(200, easel.get(project + "/export").statusCode());
        assertEquals(
                "0.1",
                TestEasel.json(easel.get(project + "/objects/num"))
                        .at("/props/x")
                        .asText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "arduino.excalidraw.gz | 979 | 979 | ",
                "aws-icons.excalidraw.gz | 2846 | 2846 | ",
                "data-viz.excalidraw.gz | 1241 | 1241 | ",
                "picasso.excalidraw.gz | 68 | 68 | ",
                "index-a10-on-top.excalidraw | 5 | 5 | ",
                "duplicate-id.excalidraw | 3 | 3 | ",
                "label-not-in-boundElements.excalidraw | 6 | 6 | ",
                "one-file-without-dataURL.excalidraw | 3 | 2 | i2: the file has nothing of this picture but its name",
                "remote-dataURL-and-missing.excalidraw | 2 | 0 | i1: its picture is somewhere else, at "
                        + "https://example.org/a.png, and is not fetched from there; "
                        + "i2: its picture is not in the file",
                "freedraw-over-256KiB.excalidraw.gz | 2 | 3 | ",
                "text-44000-cjk.excalidraw.gz | 2 | 3 | ",
                "nul-and-half-surrogate.excalidraw | 1 | 1 | ",
                "long-number.excalidraw | 1 | 1 | "
            })
    @DisplayName("a file that people have is copied but for what is named, and what was copied is exported again")
    void copies(String name, int elements, int stored, @Nullable String leftOut) {
        String file = new String(RoundTrip.file(name), StandardCharsets.UTF_8);
        JsonObject source = new JsonObject(file);
        assertEquals(elements, source.getJsonArray("elements").size());

        HttpResponse<String> answer = easel.post(project + "/import?mode=copy", file);

        assertEquals(200, answer.statusCode(), answer.body());
        JsonNode imported = TestEasel.json(answer);
        assertEquals(stored, imported.get("objects").asInt());
        Map<String, String> skipped = new LinkedHashMap<>();
        imported.get("skipped")
                .forEach(it ->
                        skipped.put(it.get("element").asText(), it.get("reason").asText()));
        assertEquals(leftOut == null ? "" : leftOut, told(skipped));
        assertEquals(skipped.size(), imported.get("skippedCount").asInt());
        easel.post(project + "/flush", "");
        JsonNode rows = TestEasel.json(easel.get(project + "/objects?view=saved"));
        assertEquals(stored, rows.get("objects").size());
        RoundTrip.check(source, new JsonObject(easel.get(project + "/export").body()), skipped.keySet());
    }

    private static String told(Map<String, String> skipped) {
        return skipped.entrySet().stream()
                .map(it -> it.getKey() + ": " + it.getValue())
                .collect(Collectors.joining("; "));
    }

    /** How many of the edit's one change are refused: 0 or 1. */
    private int refused(String change) {
        HttpResponse<String> answer = easel.post(
                project + "/edits",
                "{\"client\":\"00000000-0000-4000-8000-000000000001\",\"edits\":[{\"edit\":" + ++edits
                        + ",\"changes\":[" + change + "]}]}");
        assertEquals(200, answer.statusCode(), answer.body());
        return TestEasel.json(answer).at("/results/0").has("refused") ? 1 : 0;
    }
}
