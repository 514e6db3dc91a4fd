package dev.easel.server.versions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.Change;
import dev.easel.protocol.Event;
import dev.easel.protocol.Limits;
import dev.easel.protocol.StoredChanges;
import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonByValue;
import dev.easel.protocol.json.JsonMembers;
import dev.easel.protocol.json.JsonWriter;
import dev.easel.server.bulk.ObjectTarget;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.versions.PastContents.Content;
import dev.easel.server.versions.VersionRefusal.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollBackPlanTest {
    private static final String ANN = "Ann";
    private static final String BOB = "Bob";

    private final List<Event> events = new ArrayList<>();

    // ---- properties

    @Test
    @DisplayName("V11 what Ann has changed is what it was before")
    void changed() {
        by(BOB, put("a", "{'x':1,'y':1}"));
        by(ANN, patch("a", "{'x':2}"), patch("a", "{'x':3,'z':3}"));

        assertEquals(Map.of("a", "{'x':1,'y':1}"), without(ANN));
        assertEquals("", left(ANN));
    }

    @Test
    @DisplayName("V11 what Bob has changed since stays, property by property, and is told")
    void changed_since() {
        by(BOB, put("a", "{'x':1,'y':1}"));
        by(ANN, patch("a", "{'x':2,'y':2}"));
        by(BOB, patch("a", "{'y':3}"));

        assertEquals(Map.of("a", "{'x':1,'y':3}"), without(ANN));
        assertEquals("a.y changed", left(ANN));
    }

    @Test
    @DisplayName("V11 over Bob's change Ann's goes back to Bob's")
    void changed_over() {
        by(BOB, put("a", "{'x':1}"));
        by(ANN, patch("a", "{'x':2}"));
        by(BOB, patch("a", "{'x':3}"));
        by(ANN, patch("a", "{'x':4}"));

        assertEquals(Map.of("a", "{'x':3}"), without(ANN));
        assertEquals("", left(ANN));
    }

    @Test
    @DisplayName("V11 a put with the same values changes nothing")
    void put_over() {
        by(BOB, put("a", "{'x':1,'y':1}"));
        by(ANN, patch("a", "{'x':2}"));
        by(BOB, put("a", "{'y':1,'x':2}"));

        assertEquals(Map.of("a", "{'x':1,'y':1}"), without(ANN));
    }

    @Test
    @DisplayName("V11 only events of the time are taken back: a later one of the same person counts as others do")
    void other_time() {
        by(BOB, put("a", "{'x':1,'y':1}"));
        by(ANN, patch("a", "{'x':2,'y':2}"));
        by(ANN, patch("a", "{'x':3}"));

        assertEquals(Map.of("a", "{'x':3,'y':1}"), without(event -> event.seq() == 2));
    }

    // ---- objects

    @Test
    @DisplayName("V11 what Ann has made goes")
    void made() {
        by(ANN, put("a", "{'x':1}"));
        by(ANN, patch("a", "{'x':2}"));

        assertEquals(Map.of(), without(ANN));
        assertEquals("", left(ANN));
    }

    @Test
    @DisplayName("V11 what Ann has made and Bob has changed stays, but for what Ann has changed after that")
    void made_and_changed() {
        by(ANN, put("a", "{'x':1,'y':1}"));
        by(BOB, patch("a", "{'x':2}"));
        by(ANN, patch("a", "{'y':2}"));

        assertEquals(Map.of("a", "{'x':2,'y':1}"), without(ANN));
        assertEquals("a changed", left(ANN));
    }

    @Test
    @DisplayName("V11 what Ann has deleted is there again, without what Ann had changed of it before")
    void deleted() {
        by(BOB, put("a", "{'x':1,'y':1}"));
        by(ANN, patch("a", "{'x':2}"));
        by(BOB, patch("a", "{'y':3}"));
        by(ANN, delete("a"));

        assertEquals(Map.of("a", "{'x':1,'y':3}"), without(ANN));
        assertEquals("", left(ANN));
    }

    @Test
    @DisplayName("V11 what Ann has deleted and put again is what it was before both")
    void deleted_and_put() {
        by(BOB, put("a", "{'x':1}"));
        by(ANN, delete("a"));
        by(ANN, put("a", "{'x':5,'z':1}"));

        assertEquals(Map.of("a", "{'x':1}"), without(ANN));
    }

    @Test
    @DisplayName("V11 what Ann has deleted and Bob has put again stays, and is told")
    void put_again() {
        by(BOB, put("a", "{'x':1}"));
        by(ANN, delete("a"));
        by(BOB, put("a", "{'x':9}"));

        assertEquals(Map.of("a", "{'x':9}"), without(ANN));
        assertEquals("a put", left(ANN));
    }

    @Test
    @DisplayName("V11 what Ann has changed and Bob has deleted stays deleted, and is told")
    void deleted_since() {
        by(BOB, put("a", "{'x':1}"));
        by(ANN, patch("a", "{'x':2}"));
        by(BOB, delete("a"));

        assertEquals(Map.of(), without(ANN));
        assertEquals("a deleted", left(ANN));
    }

    @Test
    @DisplayName("V11 what Ann has made and deleted leaves nothing, and nothing is told")
    void made_and_deleted() {
        by(ANN, put("a", "{'x':1}"));
        by(ANN, delete("a"));

        assertEquals(Map.of(), without(ANN));
        assertEquals("", left(ANN));
    }

    @Test
    @DisplayName("V11 a frame that was put and deleted in one event by two changes counts as that event leaves it")
    void one_event() {
        by(BOB, put("a", "{'x':1}"));
        by(ANN, delete("a"), put("a", "{'x':2}"));

        assertEquals(Map.of("a", "{'x':1}"), without(ANN));
    }

    // ---- bounds

    @Test
    @DisplayName("V11 what leaves nothing to take back takes no memory; of the rest there is only so much")
    void bounded() {
        RollBackPlan plan = new RollBackPlan(
                new Content(0, 0, List.of()), event -> event.by().equals(ANN), 30_000);
        for (int i = 0; i < 1_000; i++) {
            by(ANN, put("gone" + i, "{'x':1}"), delete("gone" + i));
            by(ANN, put("a", "{'x':" + i + "}"));
        }
        events.forEach(plan::take);
        assertEquals(1, plan.transition(1).targets().size());

        events.clear();
        for (int i = 0; i < 1_000; i++) {
            by(ANN, put("made" + i, "{'x':1}"));
        }
        RollBackPlan large = new RollBackPlan(
                new Content(0, 0, List.of()), event -> event.by().equals(ANN), 30_000);
        assertEquals(
                Reason.TOO_MUCH,
                assertThrows(VersionRefusal.class, () -> events.forEach(large::take))
                        .reason());
    }

    // ---- whatever they do

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    @DisplayName("V11 others' last changes stay, a second roll-back does nothing, and a roll-back of it restores all")
    void random(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            events.clear();
            int count = 1 + random.nextInt(25);
            for (int i = 0; i < count; i++) {
                by(List.of(ANN, BOB, "Cem").get(random.nextInt(3)), change(random));
            }
            Map<String, Json> before = contents(canvas());
            Map<String, String> writers = lastWriters();

            rollBack(event -> event.by().equals(ANN), "Roll-back");
            Map<String, Json> after = contents(canvas());
            writers.forEach((place, writer) -> {
                if (!writer.equals(ANN)) {
                    assertEquals(value(before, place), value(after, place), () -> place + " in " + events);
                }
            });
            assertTrue(plan(event -> event.by().equals(ANN)).transition(1).isEmpty(), () -> "again: " + events);

            rollBack(event -> event.by().equals("Roll-back"), "Redo");
            assertEquals(sorted(before), sorted(contents(canvas())), () -> "taken back: " + events);
        }
    }

    /** Who was the last to change each property: {@code id.name}. */
    private Map<String, String> lastWriters() {
        Map<String, String> writers = new TreeMap<>();
        Canvas canvas = new Canvas(Limits.DEFAULTS);
        for (Event event : events) {
            Map<String, Json> old = contents(canvas);
            canvas.apply(event);
            Map<String, Json> now = contents(canvas);
            for (String id : List.of("a", "b")) {
                for (String name : List.of("x", "y")) {
                    String place = id + "." + name;
                    if (!value(old, place).equals(value(now, place))) {
                        writers.put(place, event.by());
                    }
                }
            }
        }
        return writers;
    }

    private static String value(Map<String, Json> contents, String place) {
        String[] parts = place.split("\\.");
        Json props = contents.get(parts[0]);
        Json value = props == null ? null : JsonMembers.find(props, Json.string(parts[1]));
        return props == null ? "none" : String.valueOf(value);
    }

    private String change(Random random) {
        String id = random.nextBoolean() ? "a" : "b";
        boolean isThere = canvas().object(id) != null;
        String value = "{'" + (random.nextBoolean() ? "x" : "y") + "':" + random.nextInt(3) + "}";
        return switch (random.nextInt(isThere ? 5 : 1)) {
            case 0 -> put(id, value);
            case 1 -> delete(id);
            default -> patch(id, value);
        };
    }

    private void rollBack(Predicate<Event> isChosen, String by) {
        List<Change> changes = new ArrayList<>();
        Canvas now = canvas();
        for (ObjectTarget target : plan(isChosen).transition(1).targets()) {
            CanvasObject object = now.object(target.id());
            assertEquals(
                    Optional.ofNullable(target.from()).map(RollBackPlanTest::sorted),
                    Optional.ofNullable(object).map(it -> sorted(it.props())));
            changes.add(
                    target.to() == null ? new Change.Delete(target.id()) : new Change.Put(target.id(), target.to()));
        }
        event(by, changes);
    }

    // ---- plumbing

    private void by(String name, String... changes) {
        event(name, StoredChanges.read(("[" + String.join(",", changes) + "]").replace('\'', '"')));
    }

    private void event(String by, List<Change> changes) {
        long seq = events.size() + 1L;
        events.add(new Event(seq, 1_000 + seq, by, new UUID(1, by.hashCode()), seq, Optional.empty(), changes));
    }

    private static String put(String id, String props) {
        return "{'op':'put','id':'" + id + "','props':" + props + "}";
    }

    private static String patch(String id, String set) {
        return "{'op':'patch','id':'" + id + "','set':" + set + "}";
    }

    private static String delete(String id) {
        return "{'op':'delete','id':'" + id + "'}";
    }

    private Canvas canvas() {
        return Canvas.replayed(Limits.DEFAULTS, 0, 0, List.of(), events);
    }

    private RollBackPlan plan(Predicate<Event> isChosen) {
        RollBackPlan plan = new RollBackPlan(new Content(0, 0, List.of()), isChosen, RollingBack.MOST_BYTES);
        events.forEach(plan::take);
        return plan;
    }

    private Map<String, String> without(String by) {
        return without(event -> event.by().equals(by));
    }

    /** The canvas after the roll-back. */
    private Map<String, String> without(Predicate<Event> isChosen) {
        rollBack(isChosen, "Roll-back");
        Map<String, String> after = sorted(contents(canvas()));
        events.removeLast();
        return after;
    }

    private String left(String by) {
        return plan(event -> event.by().equals(by)).skipped().first().stream()
                .map(it -> it.object() + it.property().map(name -> "." + name).orElse("") + " "
                        + it.reason().name().toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Json> contents(Canvas canvas) {
        return canvas.objects().stream().collect(Collectors.toMap(CanvasObject::id, CanvasObject::props));
    }

    private static Map<String, String> sorted(Map<String, Json> contents) {
        return contents.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, it -> sorted(it.getValue())));
    }

    private static String sorted(Json props) {
        JsonWriter out = new JsonWriter(64);
        JsonByValue.write(props, out);
        return out.toString().replace('"', '\'');
    }
}
