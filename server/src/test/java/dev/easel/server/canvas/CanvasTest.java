package dev.easel.server.canvas;

import static dev.easel.server.canvas.CanvasSpec.changes;
import static dev.easel.server.canvas.CanvasSpec.delete;
import static dev.easel.server.canvas.CanvasSpec.edit;
import static dev.easel.server.canvas.CanvasSpec.given;
import static dev.easel.server.canvas.CanvasSpec.patch;
import static dev.easel.server.canvas.CanvasSpec.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.easel.protocol.Event;
import dev.easel.protocol.Limits;
import dev.easel.protocol.RefusalCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CanvasTest {
    private static final Limits SMALL =
            new Limits(1 << 20, 1_000, 32, 2, 120, 240, 4096, 60, 500, 1 << 20, 10_000, 20_000);

    @Test
    @DisplayName("E5 put creates an object, and replaces all of one that is there")
    void put_creates_and_replaces() {
        given().when(put("a", "{\"x\":1}")).then(Map.of("a", "{\"x\":1}"));
        given(put("a", "{\"x\":1,\"y\":2}")).when(put("a", "{\"z\":3}")).then(Map.of("a", "{\"z\":3}"));
    }

    @Test
    @DisplayName("R2 the objects of one edit are sent in the order in which it changes them")
    void order_of_an_edit() {
        List<String> ids =
                IntStream.range(0, 50).mapToObj(at -> "o" + (at * 37 % 50)).toList();
        Canvas canvas = new Canvas(Limits.DEFAULTS);
        String[] puts = ids.stream().map(id -> put(id, "{}")).toArray(String[]::new);
        canvas.apply((Decision.Accepted) canvas.decide(edit(1, 0, puts)));
        assertEquals(
                ids, canvas.changedAfter(0, 100).stream().map(CanvasObject::id).toList());
    }

    @Test
    @DisplayName("E6 patch sets, adds and removes single properties and leaves the rest")
    void patch_works_property_by_property() {
        given(put("a", "{\"type\":\"t\",\"x\":1,\"y\":2,\"link\":null}"))
                .when(patch("a", "\"set\":{\"y\":20,\"w\":[1,{\"k\":\"}\"}]},\"unset\":[\"link\",\"never\"]"))
                .then(Map.of("a", "{\"type\":\"t\",\"x\":1,\"y\":20,\"w\":[1,{\"k\":\"}\"}]}"));
    }

    @Test
    @DisplayName("E6 concurrent patches of different properties both survive; of the same one the later seq wins")
    void last_writer_wins_per_property() {
        given(put("a", "{\"x\":0,\"y\":0}"))
                .when(patch("a", "\"set\":{\"x\":1}"))
                .when(patch("a", "\"set\":{\"y\":2}"))
                .then(Map.of("a", "{\"x\":1,\"y\":2}"))
                .when(patch("a", "\"set\":{\"x\":3}"))
                .then(Map.of("a", "{\"x\":3,\"y\":2}"));
    }

    @Test
    @DisplayName("E6 names are compared as strings, however they were escaped")
    void escaped_names_are_the_same_names() {
        given(put("a", "{\"caf\\u00e9\":1,\"q\\\"\":1}"))
                .when(patch("a", "\"set\":{\"café\":2},\"unset\":[\"q\\u0022\"]"))
                .then(Map.of("a", "{\"café\":2}"));
    }

    @Test
    @DisplayName("E7 append adds to an array or a string of the length it names")
    void append_adds_at_the_end() {
        given(put("a", "{\"points\":[[0,0]],\"text\":\"añ😀\",\"none\":[]}"))
                .when(patch(
                        "a",
                        "\"append\":{\"points\":{\"at\":1,\"values\":[[1,1],[2,2]]},"
                                + "\"text\":{\"at\":4,\"values\":\"!\"},\"none\":{\"at\":0,\"values\":[7]}}"))
                .then(Map.of("a", "{\"points\":[[0,0],[1,1],[2,2]],\"text\":\"añ😀!\",\"none\":[7]}"));
        given(put("a", "{\"p\":[1]}"))
                .when(patch("a", "\"append\":{\"p\":{\"at\":1,\"values\":[]}}"))
                .then(Map.of("a", "{\"p\":[1]}"));
    }

    @Test
    @DisplayName("E7 append at another length, to another kind, or to nothing is refused conflict")
    void append_that_does_not_fit() {
        String before = "{\"p\":[1,2],\"s\":\"ab\",\"n\":5}";
        for (String append : List.of(
                "\"p\":{\"at\":1,\"values\":[3]}",
                "\"p\":{\"at\":2,\"values\":\"x\"}",
                "\"s\":{\"at\":3,\"values\":\"c\"}",
                "\"s\":{\"at\":2,\"values\":[\"c\"]}",
                "\"n\":{\"at\":0,\"values\":[1]}",
                "\"missing\":{\"at\":0,\"values\":[1]}")) {
            given(put("a", before))
                    .when(patch("a", "\"append\":{" + append + "}"))
                    .thenRefused(RefusalCode.CONFLICT)
                    .thenStill(Map.of("a", before));
        }
    }

    @Test
    @DisplayName("E4 a patch to an object that does not exist is refused not_found, also after its deletion")
    void patch_to_nothing() {
        given().when(patch("a", "\"set\":{\"x\":1}")).thenRefused(RefusalCode.NOT_FOUND);
        given(put("a", "{}"), delete("a")).when(patch("a", "\"set\":{\"x\":1}")).thenRefused(RefusalCode.NOT_FOUND);
    }

    @Test
    @DisplayName(
            "E9 deleting what does not exist leaves no change; an edit of nothing else is an event without changes")
    void delete_of_nothing() {
        given(put("a", "{}")).when(delete("b"), delete("a")).thenEventHas(1).then(Map.of());
        given().when(delete("b")).thenEventHas(0).then(Map.of());
    }

    @Test
    @DisplayName("E1 changes apply in order, each seeing those before it")
    void changes_see_those_before() {
        given().when(put("a", "{\"x\":1}"), patch("a", "\"set\":{\"y\":2}"), delete("a"), put("a", "{\"z\":1}"))
                .thenEventHas(4)
                .then(Map.of("a", "{\"z\":1}"));
    }

    @Test
    @DisplayName("E1 an edit applies wholly or not at all; E12 a refused one leaves no trace")
    void edits_are_atomic() {
        CanvasSpec spec = given(put("a", "{\"x\":1}"))
                .when(put("b", "{}"), delete("a"), patch("c", "\"set\":{}"))
                .thenRefused(RefusalCode.NOT_FOUND)
                .thenStill(Map.of("a", "{\"x\":1}"));
        assertEquals(1, spec.canvas().seq());
        assertEquals(2, spec.when(delete("a")).accepted().seq());
    }

    @Test
    @DisplayName("L2 an object or a project that would be too large is refused too_large")
    void limits_hold() {
        given(SMALL, put("a", "{\"x\":\"0123456789\"}"))
                .when(patch("a", "\"set\":{\"y\":\"0123456789\"}"))
                .thenRefused(RefusalCode.TOO_LARGE);
        given(SMALL, put("a", "{}"), put("b", "{}")).when(put("c", "{}")).thenRefused(RefusalCode.TOO_LARGE);
        given(SMALL, put("a", "{}"), put("b", "{}"))
                .when(delete("a"), put("c", "{}"))
                .then(Map.of("b", "{}", "c", "{}"));
    }

    @Test
    @DisplayName("L2 an edit that would write one large object over and over is refused too_large")
    void much_work_in_a_small_edit() {
        String big = put("a", "{\"s\":\"" + "x".repeat(200_000) + "\"}");
        String[] patches = IntStream.range(0, 60)
                .mapToObj(i -> patch("a", "\"set\":{\"n\":" + i + "}"))
                .toArray(String[]::new);
        given(big).when(patches).thenRefused(RefusalCode.TOO_LARGE);
    }

    @Test
    @DisplayName("L2 a number counts with all its digits, where it comes and where it was there before")
    void numbers_count_in_full() {
        given(SMALL).when(put("a", "{\"x\":1e20}")).accepted();
        given(SMALL).when(put("a", "{\"x\":1e30}")).thenRefused(RefusalCode.TOO_LARGE);
        given(SMALL, put("a", "{\"x\":[1e-7]}"))
                .when(patch("a", "\"append\":{\"x\":{\"at\":1,\"values\":[1e-13]}}"))
                .thenRefused(RefusalCode.TOO_LARGE);
        given(SMALL, put("a", "{\"x\":[1e-7]}"))
                .when(patch("a", "\"set\":{\"y\":\"123456789\"}"))
                .thenRefused(RefusalCode.TOO_LARGE);
        given(SMALL, put("a", "{\"x\":[1e-7]}"))
                .when(patch("a", "\"set\":{\"x\":[1,2,3,4,5]}"))
                .accepted();
    }

    @Test
    @DisplayName("L2 an edit that would write many large numbers is refused too_large")
    void many_far_numbers() {
        String far = "{\"s\":[" + "1e300,".repeat(800) + "0]}";
        String[] puts = IntStream.range(0, 40).mapToObj(i -> put("o" + i, far)).toArray(String[]::new);
        given().when(puts).thenRefused(RefusalCode.TOO_LARGE);
    }

    @Test
    @DisplayName("B2 the time of events never goes backwards")
    void time_does_not_go_backwards() {
        Canvas canvas = new Canvas(Limits.DEFAULTS, 0, 5_000, List.of());
        Decision.Accepted accepted = (Decision.Accepted) canvas.decide(edit(1, 4_000, put("a", "{}")));
        assertEquals(5_000, accepted.event().at());
    }

    @Test
    @DisplayName("what was decided before another event came cannot be applied any more")
    void decision_that_is_too_old() {
        Canvas canvas = new Canvas(Limits.DEFAULTS);
        Decision.Accepted first = (Decision.Accepted) canvas.decide(edit(1, 0, put("a", "{}")));
        Decision.Accepted second = (Decision.Accepted) canvas.decide(edit(2, 0, put("b", "{}")));
        canvas.apply(first);
        assertThrows(IllegalStateException.class, () -> canvas.apply(second));
    }

    @Test
    @DisplayName("deciding changes nothing")
    void decide_is_pure() {
        CanvasSpec spec = given(put("a", "{\"x\":1}"));
        spec.canvas().decide(edit(9, 0, delete("a"), put("b", "{}")));
        spec.thenStill(Map.of("a", "{\"x\":1}"));
        assertEquals(1, spec.canvas().seq());
    }

    @Test
    @DisplayName("an event that is not the next, or does not fit, is a broken invariant")
    void apply_refuses_what_cannot_be() {
        Canvas canvas = new Canvas(Limits.DEFAULTS);
        assertThrows(IllegalStateException.class, () -> canvas.apply(event(2, put("a", "{}"))));
        assertThrows(IllegalStateException.class, () -> canvas.apply(event(1, patch("a", "\"set\":{}"))));
    }

    @Test
    @DisplayName("what changed and what was deleted since a seq is known, until it is forgotten")
    void changes_since() {
        Canvas canvas = given(put("a", "{}"), put("b", "{}"))
                .when(delete("a"))
                .when(put("c", "{}"))
                .canvas();
        assertEquals(
                List.of("c"),
                canvas.changedSince(2).stream().map(CanvasObject::id).toList());
        assertEquals(List.of("a"), canvas.deletedSince(1));
        assertEquals(List.of(), canvas.deletedSince(2));
        canvas.forgetDeletions(2, 1);
        assertEquals(List.of("a"), canvas.deletedSince(1), "as many as may be kept are kept");
        canvas.forgetDeletions(1, 0);
        assertEquals(List.of("a"), canvas.deletedSince(1), "the later ones are kept");
        canvas.forgetDeletions(2, 0);
        assertEquals(List.of(), canvas.deletedSince(2));
        assertEquals(2, canvas.deletionsKnownFrom());
    }

    private static Event event(long seq, String... changes) {
        return new Event(seq, 0, "ada", CanvasSpec.CLIENT, seq, Optional.empty(), changes(changes));
    }
}
