package dev.easel.server.http;

import static dev.easel.server.http.HttpWorld.edits;
import static dev.easel.server.http.HttpWorld.eventually;
import static dev.easel.server.http.HttpWorld.json;
import static dev.easel.server.http.HttpWorld.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.easel.protocol.Event;
import dev.easel.protocol.Limits;
import dev.easel.server.call.FrameAncestors;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The rules of the buffer, over HTTP. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BufferResourceTest {
    private HttpWorld world = new HttpWorld();
    private String project;
    private String buffer;

    @BeforeEach
    void make_project() {
        project = world.project("p");
        buffer = project + "/objects/a/buffer";
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @DisplayName("E17 without a base an object becomes what is sent: made, or changed where it differs")
    void without_base() {
        assertEquals(1, write("", "{\"type\":\"note\",\"title\":\"A\",\"text\":\"x\"}"));
        assertEquals(2, write("", "{\"type\":\"note\",\"text\":\"xy\"}"));
        assertEquals("{\"type\":\"note\",\"text\":\"xy\"}", object());
        assertEquals(2, write("", "{\"text\":\"xy\",\"type\":\"note\"}"), "the same makes no event");
        assertEquals(2, events().size());
        assertEquals(1, events().stream().map(Event::client).distinct().count(), "one author");
    }

    @Test
    @DisplayName("E17 two forms opened on the same state merge property by property, each with its own bases")
    void two_forms() {
        long opened = write("", "{\"title\":\"\",\"text\":\"\"}");
        long ada = opened;
        long bob = opened;
        for (int i = 1; i <= 20; i++) {
            ada = write("?base=" + ada, form("A".repeat(i), ""));
            bob = write("?base=" + bob, form("", "B".repeat(i)));
        }
        assertEquals(form("A".repeat(20), "B".repeat(20)), object());
        assertEquals(1 + 40, events().size());
        assertEquals(2, reads(), "one for each form, when it was opened");
    }

    /** From here on it is an instance that remembers nothing. */
    private void forget() {
        world.close();
        world = HttpWorld.forgetful();
        make_project();
    }

    @Test
    @DisplayName("E17 two forms go on as they were when the instance has forgotten them")
    void two_forms_forgotten() {
        forget();
        long opened = write("", "{\"title\":\"\",\"text\":\"\"}");
        long ada = opened;
        long bob = opened;
        for (int i = 1; i <= 20; i++) {
            ada = write("?base=" + ada, form("A".repeat(i), ""));
            bob = write("?base=" + bob, form("", "B".repeat(i)));
        }
        assertEquals(form("A".repeat(20), "B".repeat(20)), object());
    }

    @Test
    @DisplayName("E17 a form that keeps the base it was opened on touches only what it shows otherwise")
    void constant_base() {
        long opened = write("", form("t", "x"));
        write("?base=" + opened, form("t", "xy"));
        write("?base=" + opened, form("title", "x"));
        write("?base=" + opened, form("t", "xyz"));
        assertEquals(form("title", "xyz"), object());
    }

    @Test
    @DisplayName("E17 a letter that is typed and removed again is removed")
    void removed_again() {
        long base = write("", form("t", "x"));
        base = write("?base=" + base, form("t", "xy"));
        write("?base=" + base, form("t", "x"));
        assertEquals(form("t", "x"), object());
        forget();
        base = write("", form("t", "x"));
        base = write("?base=" + base, form("t", "xz"));
        write("?base=" + base, form("t", "x"));
        assertEquals(form("t", "x"), object());
    }

    @Test
    @DisplayName("E17 the same keystroke sent twice is harmless")
    void twice() {
        long base = write("", form("t", "x"));
        write("?base=" + base, form("t", "xy"));
        long again = write("?base=" + base, form("t", "xy"));
        assertEquals(form("t", "xy"), object());
        write("?base=" + again, form("t", "xyz"));
        assertEquals(form("t", "xyz"), object());
    }

    @Test
    @DisplayName("E17 a form that has taken in what others changed may keep its base")
    void read_since() {
        long ada = write("", form("t", "x"));
        edit("{\"op\":\"patch\",\"id\":\"a\",\"set\":{\"title\":\"theirs\"}}");
        ada = write("?base=" + ada, form("t", "xy"));
        edit("{\"op\":\"patch\",\"id\":\"a\",\"set\":{\"title\":\"theirs again\"}}");
        write("?base=" + ada, form("theirs", "xyz"));
        assertEquals(form("theirs again", "xyz"), object());
    }

    @Test
    @DisplayName("E17 what a form has taken in is what it knew, also for an instance that has forgotten the form")
    void read_and_forgotten() {
        forget();
        long ada = write("", form("t", ""));
        edit("{\"op\":\"patch\",\"id\":\"a\",\"set\":{\"title\":\"theirs\"}}");
        ada = write("?base=" + ada, form("t", "x"));
        edit("{\"op\":\"patch\",\"id\":\"a\",\"set\":{\"title\":\"theirs again\"}}");
        ada = write("?base=" + ada, form("theirs", "xy"));
        write("?base=" + ada, form("theirs", "xyz"));
        assertEquals(form("theirs again", "xyz"), object());
    }

    private static String form(String title, String note, String text) {
        return "{\"title\":\"" + title + "\",\"note\":\"" + note + "\",\"text\":\"" + text + "\"}";
    }

    /** A form takes in one of two properties that others have changed, and goes on while they change it again. */
    private void take_in_some() {
        long ada = write("", form("t", "n", ""));
        edit("{\"op\":\"patch\",\"id\":\"a\",\"set\":{\"title\":\"theirs\",\"note\":\"theirs\"}}");
        ada = write("?base=" + ada, form("t", "n", "x"));
        ada = write("?base=" + ada, form("theirs", "n", "xy"));
        edit("{\"op\":\"patch\",\"id\":\"a\",\"set\":{\"title\":\"theirs again\"}}");
        ada = write("?base=" + ada, form("theirs", "n", "xyz"));
        ada = write("?base=" + ada, form("theirs", "n", "xyz!"));
        assertEquals(form("theirs again", "theirs", "xyz!"), object());
        ada = write("?base=" + ada, form("theirs again", "n", "xyz"));
        edit("{\"op\":\"patch\",\"id\":\"a\",\"unset\":[\"title\"]}");
        ada = write("?base=" + ada, form("theirs again", "n", "xy"));
        ada = write("?base=" + ada, "{\"note\":\"n\",\"text\":\"x\"}");
        edit("{\"op\":\"patch\",\"id\":\"a\",\"set\":{\"title\":\"back\"}}");
        ada = write("?base=" + ada, "{\"note\":\"n\",\"text\":\"\"}");
        write("?base=" + ada, "{\"note\":\"n\",\"text\":\"z\"}");
        assertEquals("{\"note\":\"theirs\",\"text\":\"z\",\"title\":\"back\"}", object());
    }

    @Test
    @DisplayName("E17 a form that has taken in some of what others changed has made none of it its own")
    void some_taken_in() {
        take_in_some();
    }

    @Test
    @DisplayName("E17 the same for an instance that has forgotten the form")
    void some_taken_in_and_forgotten() {
        forget();
        take_in_some();
    }

    @Test
    @DisplayName("E17 a keystroke that changes nothing is answered with its base, and makes no event")
    void nothing() {
        long base = write("", form("t", "x"));
        edit("{\"op\":\"patch\",\"id\":\"a\",\"set\":{\"text\":\"theirs\"}}");
        assertEquals(base, write("?base=" + base, form("t", "x")));
        assertEquals(form("t", "theirs"), object());
    }

    @Test
    @DisplayName("E17 an object that was deleted since is not made again by a form, and one that never was is")
    void deleted() {
        long base = write("", form("t", "x"));
        edit("{\"op\":\"delete\",\"id\":\"a\"}");
        long deleted = events().size();
        String why = json(problem(404, world.post(buffer + "?base=" + base, form("t", "xy"))))
                .getString("detail");
        assertEquals("object a was there at 1, and is deleted now", why);
        assertEquals(deleted, events().size());
        write("?base=" + deleted, form("t", "new"));
        assertEquals(form("t", "new"), object());
        edit("{\"op\":\"delete\",\"id\":\"a\"}");
        write("?base=0", form("t", "newest"));
        assertEquals(form("t", "newest"), object());
    }

    @Test
    @DisplayName("E17 a form for a new object, which somebody else has made meanwhile, adds to it")
    void made_by_others() {
        edit("{\"op\":\"put\",\"id\":\"a\",\"props\":{\"theirs\":1}}");
        long ada = write("?base=0", "{\"mine\":1}");
        write("?base=" + ada, "{\"mine\":2}");
        assertEquals("{\"theirs\":1,\"mine\":2}", object());
    }

    @Test
    @DisplayName("E17 of two forms that make the same object at the same time, the second one adds to it")
    void made_by_both() {
        Promise<Void> released = Promise.promise();
        world.onLoop(() -> world.forms.holdReads(released.future()));
        CompletableFuture<Long> ada = CompletableFuture.supplyAsync(() -> write("?base=0", "{\"title\":\"t\"}"));
        CompletableFuture<Long> bob = CompletableFuture.supplyAsync(() -> write("?base=0", "{\"note\":\"n\"}"));
        while (reads() < 2) {
            Thread.onSpinWait();
        }
        world.onLoop(released::complete);
        assertEquals(1 + 2, ada.join() + bob.join());
        assertEquals(
                new JsonObject("{\"title\":\"t\",\"note\":\"n\"}"),
                json(world.get(project + "/objects/a")).getJsonObject("props"));
    }

    @Test
    @DisplayName("E17 a form that names itself ends with its last text on the board, also with the base it began with")
    void named() {
        for (int i = 0; i < 2; i++) {
            long opened = write("", form("t", "Plan"));
            write("?form=ada&base=" + opened, form("t", "Plans"));
            write("?form=bob&base=" + opened, form("theirs", "Plan"));
            assertEquals(form("theirs", "Plans"), object());
            write("?form=ada&base=" + opened, form("t", "Plan"));
            assertEquals(form("theirs", "Plan"), object());
            write("?form=bob&base=" + opened, form("t", "Plan"));
            assertEquals(form("t", "Plan"), object());
            forget();
        }
    }

    @Test
    @DisplayName("E17 the calls of a form that names itself are dealt with in order, also where it awaits no answer")
    void named_unanswered() {
        long opened = write("", form("t", "Plan"));
        Promise<Void> released = Promise.promise();
        world.onLoop(() -> world.forms.holdReads(released.future()));
        String query = "?form=ada&base=" + opened;
        CompletableFuture<Long> typed = CompletableFuture.supplyAsync(() -> write(query, form("t", "Plans")));
        while (looks() == 0) {
            Thread.onSpinWait();
        }
        CompletableFuture<Long> removed = CompletableFuture.supplyAsync(() -> write(query, form("t", "Plan")));
        world.onLoop(released::complete);
        typed.join();
        removed.join();
        assertEquals(form("t", "Plan"), object());
    }

    @Test
    @DisplayName("E17 the edits of one form have one author and one name, and those of another have others")
    void authors() {
        long opened = write("", form("t", ""));
        edit("{\"op\":\"put\",\"id\":\"b\",\"props\":{}}");
        long ada = opened;
        for (int i = 1; i <= 5; i++) {
            ada = write("?base=" + ada, form("t", "x".repeat(i)));
        }
        write("?base=" + (opened + 1), form("t", "y"));
        List<Event> typed = events().subList(2, 8);
        assertEquals(
                1, typed.subList(0, 5).stream().map(Event::client).distinct().count());
        assertNotEquals(typed.get(0).client(), typed.get(5).client());
        assertEquals(
                List.of("anonymous"), typed.stream().map(Event::by).distinct().toList());
    }

    @Test
    @DisplayName("E17 a keystroke is answered once it is durable")
    void durable() {
        world.onLoop(world.store::holdCommits);
        problem(503, world.post(buffer, form("t", "x")));
        assertEquals(0, events().size());
        world.onLoop(world.store::releaseAll);
        eventually(202, () -> world.post(buffer, form("t", "x")));
        assertEquals(1, events().size());
    }

    @Test
    @DisplayName("a call counts for the rate of its connection also where it changes nothing")
    void paced() {
        world.close();
        world = new HttpWorld(new HttpSettings(
                new Limits(1 << 20, 1_000, 256 << 10, 4, 1, 2, 4096, 60, 500, 1 << 20, 10_000, 20_000),
                64 << 20,
                100_000,
                2,
                1 << 20,
                2,
                256 << 20,
                64 << 20,
                500,
                30,
                FrameAncestors.OWN));
        make_project();
        assertEquals(1, write("", form("t", "x")));
        assertEquals(1, write("", form("t", "x")));
        problem(503, world.post(buffer, form("t", "x")));
    }

    @Test
    @DisplayName("E17 what cannot be read or done is told by its status, and changes nothing")
    void bad_input() {
        write("", form("t", "x"));
        record Bad(int status, String path, String body) {}
        List<Bad> table = new ArrayList<>();
        for (String body : List.of(
                "[]",
                "7",
                "\"x\"",
                "null",
                "true",
                "{",
                "",
                "{}{}",
                "{\"a\":1,\"a\":2}",
                "{\"__proto__\":1}",
                "{\"type\":7}",
                "{\"x\":NaN}",
                "{\"x\":1e999}",
                "{\"x\":\"\\u0000\"}",
                "{\"x\":\"\\ud800\"}",
                "[".repeat(2_000),
                "{\"x\":" + "[".repeat(33) + "]".repeat(33) + "}")) {
            table.add(new Bad(400, buffer, body));
            table.add(new Bad(400, buffer + "?base=1", body));
        }
        for (String base : List.of("", "x", "-1", "1.5", "2", "99999999999999999", "9007199254740993", "%00")) {
            table.add(new Bad(400, buffer + "?base=" + base, form("t", "y")));
        }
        for (String form : List.of("", "a.b", "a".repeat(65), "%00")) {
            table.add(new Bad(400, buffer + "?base=1&form=" + form, form("t", "y")));
        }
        table.add(new Bad(400, buffer + "?form=ada", form("t", "y")));
        table.add(new Bad(404, "/api/projects/" + UUID.randomUUID() + "/objects/a/buffer", form("t", "y")));
        table.add(new Bad(404, "/api/projects/none/objects/a/buffer", form("t", "y")));
        table.add(new Bad(404, project + "/objects/a.b/buffer", form("t", "y")));
        table.add(new Bad(404, project + "/objects/" + "a".repeat(65) + "/buffer", form("t", "y")));
        table.add(new Bad(413, buffer, "{\"x\":\"" + "x".repeat(1 << 20) + "\"}"));
        table.add(new Bad(422, buffer, "{\"x\":\"" + "x".repeat(256 << 10) + "\"}"));
        table.add(new Bad(422, buffer + "?base=1", "{\"x\":\"" + "x".repeat(256 << 10) + "\"}"));
        for (Bad bad : table) {
            problem(bad.status(), world.post(bad.path(), bad.body()));
        }
        problem(415, world.send("POST", buffer, form("t", "y"), "Content-Type", "text/plain"));
        problem(405, world.get(buffer));
        assertEquals(form("t", "x"), object());
        assertEquals(1, events().size());
    }

    private long write(String query, String props) {
        HttpResponse<String> answer = world.post(buffer + query, props);
        assertEquals(202, answer.statusCode(), answer::body);
        return json(answer).getLong("seq");
    }

    private void edit(String change) {
        String body = edits(UUID.randomUUID(), "{\"edit\":1,\"changes\":[" + change + "]}");
        assertEquals(200, world.post(project + "/edits", body).statusCode());
    }

    private String object() {
        return json(world.get(project + "/objects/a")).getJsonObject("props").encode();
    }

    private static String form(String title, String text) {
        return new JsonObject().put("title", title).put("text", text).encode();
    }

    private int reads() {
        int[] reads = new int[1];
        world.onLoop(() -> reads[0] = world.forms.reads());
        return reads[0];
    }

    private int looks() {
        int[] looks = new int[1];
        world.onLoop(() -> looks[0] = world.forms.looks());
        return looks[0];
    }

    private List<Event> events() {
        List<Event> events = new ArrayList<>();
        UUID id = UUID.fromString(project.substring("/api/projects/".length()));
        world.onLoop(() -> events.addAll(world.store.events(id)));
        return events;
    }
}
