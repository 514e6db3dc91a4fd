package dev.easel.server.store;

import static dev.easel.server.store.Captures.BEGAN;
import static dev.easel.server.store.Captures.CLIENT;
import static dev.easel.server.store.Captures.deletes;
import static dev.easel.server.store.Captures.object;
import static dev.easel.server.store.Captures.objects;
import static dev.easel.server.store.Captures.puts;
import static dev.easel.server.store.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.easel.protocol.ServerMessage.AppliedEdit;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.room.Capture;
import dev.easel.server.room.Loaded;
import dev.easel.server.room.ProjectStore;
import dev.easel.server.room.ProjectStore.Position;
import dev.easel.server.room.SaveOutcome;
import dev.easel.server.room.SaveOutcome.Lost;
import dev.easel.server.room.SaveOutcome.Saved;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every store of projects keeps to. It writes 25 rows in a statement. */
@Timeout(30)
abstract class ProjectStoreContract {
    abstract ProjectStore store();

    /** A new, empty project. */
    abstract UUID project();

    final Loaded.Found load(UUID project) {
        return assertInstanceOf(Loaded.Found.class, await(store().load(project)));
    }

    final SaveOutcome save(Capture capture) {
        return await(store().save(capture));
    }

    final void assertHolds(UUID project, long seq, CanvasObject... expected) {
        Loaded.Found found = load(project);
        assertEquals(seq, found.seq());
        assertEquals(byValue(Arrays.asList(expected)), byValue(found.objects()));
    }

    /** The order of keys and the spelling of numbers are the store's own affair. */
    static Map<String, List<Object>> byValue(List<CanvasObject> objects) {
        Function<CanvasObject, List<Object>> value =
                it -> List.of(new JsonObject(it.props().toString()), it.seq(), it.updatedAt(), it.updatedBy());
        return objects.stream().collect(Collectors.toMap(CanvasObject::id, value));
    }

    @Test
    @DisplayName("a project that is not there is absent, and cannot be saved")
    void absent() {
        UUID nobody = UUID.randomUUID();
        assertInstanceOf(Loaded.Absent.class, await(store().load(nobody)));
        assertEquals(Optional.empty(), await(store().position(nobody)));
        assertInstanceOf(Lost.class, save(puts(nobody, 1, 0, objects(1, 0))));
        assertEquals(List.of(), await(store().editsFrom(nobody, CLIENT, 0, 10)));
    }

    @Test
    @DisplayName("a new project is empty; every load raises the epoch")
    void epochs() {
        UUID project = project();
        Loaded.Found first = load(project);
        assertEquals(0, first.seq());
        assertEquals(0, first.lastAt());
        assertEquals(List.of(), first.objects());
        assertEquals(first.epoch() + 1, load(project).epoch());
        assertEquals(Optional.of(new Position(first.epoch() + 1, 0)), await(store().position(project)));
    }

    @Test
    @DisplayName("what was saved is what loads")
    void saveAndLoad() {
        UUID project = project();
        long epoch = load(project).epoch();
        CanvasObject[] objects = objects(3, 0);
        assertInstanceOf(Saved.class, save(puts(project, epoch, 0, objects)));
        assertEquals(BEGAN + 3, load(project).lastAt());
        assertHolds(project, 3, objects);
    }

    @Test
    @DisplayName("values come back as they were: astral characters, 1e300, deep nesting, escapes, long text")
    void values() {
        UUID project = project();
        long epoch = load(project).epoch();
        CanvasObject[] objects = {
            object("astral", "{\"text\":\"𝄞 🎨 \\u2028 \\\" \\\\ \\n é\",\"🎨\":1}", 1),
            object("numbers", "{\"a\":1e300,\"b\":-1.5e-300,\"c\":0.1,\"d\":-0,\"e\":9007199254740993,\"f\":1.0}", 2),
            object("deep", "{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}", 3),
            object("empty", "{}", 4),
            object("long", "{\"points\":[" + "[1,2],".repeat(20_000) + "[0,0]]}", 5),
        };
        assertInstanceOf(Saved.class, save(puts(project, epoch, 0, objects)));
        assertHolds(project, 5, objects);
    }

    @Test
    @DisplayName("later saves replace objects and delete them")
    void replaceAndDelete() {
        UUID project = project();
        long epoch = load(project).epoch();
        CanvasObject[] objects = objects(3, 0);
        save(puts(project, epoch, 0, objects));
        CanvasObject changed = object("o2", "{\"type\":\"ellipse\"}", 4);
        assertInstanceOf(Saved.class, save(puts(project, epoch, 3, changed)));
        assertInstanceOf(Saved.class, save(deletes(project, epoch, 4, "o3", "never-there")));
        assertHolds(project, 5, objects[0], changed);
    }

    @Test
    @DisplayName("a save under an older epoch is lost and writes nothing")
    void staleEpoch() {
        UUID project = project();
        long stale = load(project).epoch();
        long epoch = load(project).epoch();
        assertInstanceOf(Lost.class, save(puts(project, stale, 0, objects(30, 0))));
        assertEquals(Optional.of(new Position(epoch, 0)), await(store().position(project)));
        assertHolds(project, 0);
        assertEquals(List.of(), await(store().editsFrom(project, CLIENT, 0, 10)));
    }

    @Test
    @DisplayName("a save that begins elsewhere than the stored events end writes nothing")
    void notTheNext() {
        UUID project = project();
        long epoch = load(project).epoch();
        CanvasObject[] objects = objects(2, 0);
        save(puts(project, epoch, 0, objects));
        assertInstanceOf(Lost.class, save(puts(project, epoch, 5, objects(1, 5))));
        assertInstanceOf(Lost.class, save(puts(project, epoch, 1, objects(3, 1))));
        assertHolds(project, 2, objects);
    }

    @Test
    @DisplayName("a save repeated because its answer was lost counts as saved, once")
    void repeated() {
        UUID project = project();
        long epoch = load(project).epoch();
        CanvasObject[] objects = objects(2, 0);
        Capture capture = puts(project, epoch, 0, objects);
        save(capture);
        assertEquals(Optional.of(new Position(epoch, 2)), await(store().position(project)));
        assertInstanceOf(Saved.class, save(capture));
        assertHolds(project, 2, objects);
    }

    @Test
    @DisplayName("60 objects are three statements, 30 deletions two")
    void chunks() {
        UUID project = project();
        long epoch = load(project).epoch();
        Saved saved = assertInstanceOf(Saved.class, save(puts(project, epoch, 0, objects(60, 0))));
        assertEquals(3, saved.chunkNanos().size());
        String[] gone = Arrays.stream(objects(30, 0)).map(CanvasObject::id).toArray(String[]::new);
        Saved deleted = assertInstanceOf(Saved.class, save(deletes(project, epoch, 60, gone)));
        assertEquals(2, deleted.chunkNanos().size());
        assertEquals(30, load(project).objects().size());
    }

    @Test
    @DisplayName("a client's stored edits are found by number, within its project alone")
    void edits() {
        UUID project = project();
        save(puts(project, load(project).epoch(), 0, objects(5, 0)));
        UUID other = project();
        save(puts(other, load(other).epoch(), 0, objects(1, 0)));
        assertEquals(
                List.of(new AppliedEdit(3, 3), new AppliedEdit(4, 4)), await(store().editsFrom(project, CLIENT, 3, 2)));
        assertEquals(
                List.of(new AppliedEdit(1, 1), new AppliedEdit(5, 5)),
                await(store().edits(project, CLIENT, List.of(5L, 9L, 1L))));
        assertEquals(List.of(), await(store().edits(project, CLIENT, List.of())));
        assertEquals(List.of(), await(store().editsFrom(project, UUID.randomUUID(), 0, 10)));
        assertEquals(1, await(store().editsFrom(other, CLIENT, 0, 10)).size());
    }
}
