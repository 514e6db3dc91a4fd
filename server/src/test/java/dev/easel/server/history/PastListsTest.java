package dev.easel.server.history;

import static dev.easel.server.store.TestDatabase.await;
import static dev.easel.server.store.TestDatabase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.Change;
import dev.easel.protocol.Event;
import dev.easel.protocol.Limits;
import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonMembers;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.derived.DeletedObject;
import dev.easel.server.derived.Entries;
import dev.easel.server.derived.HistoryEntry;
import dev.easel.server.derived.HistoryEntry.Author;
import dev.easel.server.derived.SnapshotMaking;
import dev.easel.server.history.HistoryUnavailable.Reason;
import dev.easel.server.idempotence.AuthorId;
import dev.easel.server.metrics.UpkeepMetrics;
import dev.easel.server.stamps.Stamp;
import dev.easel.server.upkeep.PgStoredSizes;
import dev.easel.server.upkeep.StoredSizes;
import dev.easel.server.verify.RandomEvents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Entries, deleted objects, and the past of one object: before snapshots and summaries are made, and after. */
@Timeout(120)
final class PastListsTest {
    private static final long MUCH = 1L << 30;

    private static PastWorld world;

    private final StateReader reader = new StateReader(world.test.database(), MUCH, _ -> true);
    private final PastEntries entries = new PastEntries(reader);
    private final PastDeletions deletions = new PastDeletions(reader);
    private final ObjectEvents objectEvents = new ObjectEvents(reader);
    private final Blame blame = new Blame(world.test.database(), reader);
    private final UUID project = world.project();

    @BeforeAll
    static void open() {
        world = new PastWorld();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    private void summarize() {
        SnapshotMaking making = new SnapshotMaking(world.test.database(), MUCH);
        while (await(making.makeNext(project))) {
            // the next
        }
    }

    /** The same events, with a pause of an hour before every one of these. */
    private static List<Event> pauses(List<Event> events, long... before) {
        List<Event> later = new ArrayList<>();
        for (Event it : events) {
            long hours = 0;
            for (long seq : before) {
                hours += it.seq() >= seq ? 1 : 0;
            }
            later.add(new Event(
                    it.seq(), it.at() + hours * 3_600_000, it.by(), it.client(), it.edit(), it.group(), it.changes()));
        }
        return later;
    }

    private List<HistoryEntry> allEntries(int limit) {
        List<HistoryEntry> all = new ArrayList<>();
        OptionalLong next = OptionalLong.empty();
        do {
            PastEntries.Page page = await(entries.before(project, next, limit));
            assertTrue(page.entries().size() <= limit);
            all.addAll(page.entries());
            next = page.next();
        } while (next.isPresent());
        return all;
    }

    private static List<Long> ends(List<HistoryEntry> entries) {
        return entries.stream().map(HistoryEntry::to).toList();
    }

    @Test
    @DisplayName("an entry ends before a pause of ten minutes, behind every 1,000th event, and where a version ends")
    void entries() {
        world.write(project, pauses(Journals.boardThenOneObject(3_500), 700, 2_001, 3_400));
        assertEquals(List.of(3_500L, 3_399L, 3_000L, 2_000L, 1_000L, 699L), ends(allEntries(50)));
        world.version(project, 1_500);
        world.version(project, 699);
        List<HistoryEntry> all = allEntries(50);
        assertEquals(List.of(3_500L, 3_399L, 3_000L, 2_000L, 1_500L, 1_000L, 699L), ends(all));
        HistoryEntry split = all.get(4);
        assertEquals(1_001, split.from());
        assertEquals(Journals.BEGAN + 3_600_000 + 1_001, split.began());
        assertEquals(Journals.BEGAN + 3_600_000 + 1_500, split.ended());
        assertEquals(List.of(new Author(AuthorId.of(project, Journals.CLIENT), "Ada", 500)), split.authors());
    }

    @Test
    @DisplayName("stored entries are those that are made from the events, however long the pages are")
    void stored_entries() {
        List<Event> events = new ArrayList<>();
        for (Event it : pauses(Journals.boardThenOneObject(27_500), 10, 9_999, 10_500, 26_000)) {
            UUID client = it.seq() % 3 == 0 ? Journals.CLIENT : new UUID(0, it.seq() % 5);
            events.add(new Event(it.seq(), it.at(), "Ada" + it.seq() % 2, client, it.edit(), it.group(), it.changes()));
        }
        world.write(project, events);
        world.version(project, 1_234);
        List<HistoryEntry> made = allEntries(50);
        summarize();
        assertEquals(23, world.test.number("select count(*) from history_entry where project_id = $1", project));
        for (int limit : new int[] {1, 2, 7, 50}) {
            assertEquals(made, allEntries(limit), "in pages of " + limit);
        }
        world.version(project, 15_678);
        world.version(project, 26_100);
        assertEquals(made.size() + 2, allEntries(5).size());
        PastEntries.Page middle = await(entries.before(project, OptionalLong.of(15_500), 2));
        assertEquals(15_499, middle.entries().getFirst().to());
        assertEquals(15_001, middle.entries().getFirst().from());
        world.test.sql("delete from history_entry where project_id = $1 and to_seq between 5000 and 8000", project);
        assertEquals(made.size() + 2, allEntries(5).size(), "without some");
    }

    @Test
    @DisplayName("a page of entries reads so many events, and no more")
    void bounded_entries() {
        world.write(project, Journals.boardThenOneObject(45_000));
        PastEntries.Page page = await(entries.before(project, OptionalLong.empty(), 50));
        assertEquals(PastEntries.MOST_READ / Entries.MOST_EVENTS, page.entries().size());
        assertEquals(OptionalLong.of(45_000 - PastEntries.MOST_READ + 1), page.next());
        assertEquals(45, allEntries(50).size());
    }

    private List<DeletedObject> allDeleted(int limit) {
        List<DeletedObject> all = new ArrayList<>();
        Optional<DeletionPosition> next = Optional.empty();
        do {
            PastDeletions.Page page = await(deletions.behind(project, next, limit));
            all.addAll(page.objects());
            next = page.next().map(it -> DeletionPosition.parse(it.text()).orElseThrow());
        } while (next.isPresent());
        return all;
    }

    /** From a plain replay: the newest first, and by id where one event deleted several. */
    private List<DeletedObject> expectedDeleted(List<Event> events) {
        Canvas canvas = new Canvas(Limits.DEFAULTS);
        Map<String, DeletedObject> gone = new HashMap<>();
        for (Event event : events) {
            List<CanvasObject> before = new ArrayList<>();
            for (Change change : event.changes()) {
                Optional.ofNullable(canvas.object(change.id())).ifPresent(before::add);
            }
            canvas.apply(event);
            for (Change change : event.changes()) {
                if (canvas.object(change.id()) != null) {
                    gone.remove(change.id());
                }
            }
            for (CanvasObject object : before) {
                if (canvas.object(object.id()) == null) {
                    gone.put(object.id(), DeletedObject.of(project, object, event));
                }
            }
        }
        List<DeletedObject> all = new ArrayList<>(gone.values());
        all.sort((a, b) -> a.seq() == b.seq() ? a.id().compareTo(b.id()) : Long.compare(b.seq(), a.seq()));
        return all;
    }

    @Test
    @DisplayName("deleted objects are those not there now, as they were, the newest first, before and after a snapshot")
    void deleted() {
        List<Event> events = new ArrayList<>(new RandomEvents(7).next(20_400));
        world.write(project, events);
        List<DeletedObject> expected = expectedDeleted(events);
        assertTrue(!expected.isEmpty());
        assertEquals(expected, allDeleted(50));
        summarize();
        for (int limit : new int[] {1, 3, 50}) {
            assertEquals(expected, allDeleted(limit));
        }
    }

    @Test
    @DisplayName("many objects that one event deleted come page by page; put again, they are deleted no longer")
    void mass_deletion() {
        List<Event> events = new ArrayList<>(Journals.boardThenOneObject(9_990));
        List<Change> all = new ArrayList<>();
        for (int i = 1; i <= 500; i++) {
            all.add(new Change.Delete("o" + i));
        }
        events.add(Journals.event(9_991, all.toArray(Change[]::new)));
        while (events.size() < 10_000) {
            events.add(Journals.event(events.size() + 1, new Change.Put("x", Journals.json("{}"))));
        }
        world.write(project, events);
        assertEquals(expectedDeleted(events), allDeleted(200));
        summarize();
        assertEquals(expectedDeleted(events), allDeleted(200));
        events.add(Journals.event(10_001, new Change.Put("o7", Journals.json("{}"))));
        events.add(Journals.event(10_002, new Change.Delete("x")));
        world.write(project, events.subList(10_000, 10_002));
        List<DeletedObject> now = allDeleted(33);
        assertEquals(500, now.size());
        assertEquals("x", now.getFirst().id());
        assertEquals(expectedDeleted(events), now);
        List<Event> more = Journals.boardThenOneObject(20_000).subList(10_002, 20_000);
        world.write(
                project,
                more.stream()
                        .map(it -> Journals.event(it.seq(), new Change.Put("y", Journals.json("{}"))))
                        .toList());
        summarize();
        assertEquals(now, allDeleted(200), "what was put again before the next snapshot is not stored");
        assertEquals(500, world.test.number("select count(*) from deleted_object where project_id = $1", project));
    }

    @Test
    @DisplayName("a page of deleted objects ends before it is too large")
    void bounded_deletions() {
        String half = "{\"text\":\"" + "x".repeat((int) PastDeletions.PAGE_BYTES / 2) + "\"}";
        List<Event> events = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            events.add(Journals.event(i, new Change.Put("o" + i, Journals.json(half))));
        }
        events.add(Journals.event(4, new Change.Delete("o1"), new Change.Delete("o2"), new Change.Delete("o3")));
        world.write(project, events);
        assertEquals(
                1,
                await(deletions.behind(project, Optional.empty(), 50)).objects().size());
        assertEquals(3, allDeleted(50).size());
    }

    private List<Long> objectHistory(String id, int limit) {
        List<Long> seqs = new ArrayList<>();
        OptionalLong next = OptionalLong.empty();
        do {
            EventPage page = await(objectEvents.before(project, id, next, limit));
            assertTrue(page.events().size() <= limit);
            page.events().forEach(it -> seqs.add(it.seq()));
            next = page.next();
        } while (next.isPresent());
        return seqs;
    }

    private static List<Long> expectedHistory(List<Event> events, String id) {
        return events.reversed().stream()
                .filter(event -> event.changes().stream().anyMatch(it -> it.id().equals(id)))
                .map(Event::seq)
                .toList();
    }

    @Test
    @DisplayName("the events of one object, the newest first; an id that only stands in the text of another is none")
    void object_history() {
        List<Event> events = new ArrayList<>(Journals.boardThenOneObject(41_000));
        events.set(
                20_499, Journals.event(20_500, new Change.Put("o2", Journals.json("{\"bound\":[{\"id\":\"o3\"}]}"))));
        events.set(1_500, Journals.event(1_501, new Change.Delete("o2"), new Change.Delete("o3")));
        world.write(project, events);
        for (String id : List.of("o1", "o2", "o3", "none")) {
            assertEquals(expectedHistory(events, id), objectHistory(id, 200), id);
        }
        EventPage first = await(objectEvents.before(project, "o3", OptionalLong.empty(), 50));
        assertEquals(List.of(), first.events(), "so many events are read for a page");
        assertEquals(OptionalLong.of(41_000 - ObjectEvents.MOST_READ * 1_000 + 1), first.next());
        summarize();
        for (String id : List.of("o1", "o2", "o3", "none")) {
            assertEquals(expectedHistory(events, id), objectHistory(id, 77), id);
        }
        assertEquals(
                List.of(1_501L, 3L),
                await(objectEvents.before(project, "o3", OptionalLong.empty(), 50)).events().stream()
                        .map(PastEvent::seq)
                        .toList(),
                "blocks without it are not read");
    }

    @Test
    @DisplayName("of the blocks without the object nothing is read, however many of its events PostgreSQL expects")
    void object_history_reads() {
        world.write(project, Journals.boardThenOneObject(40_000));
        summarize();
        world.test.sql("analyze event");
        world.test.sql("create extension if not exists pg_stat_statements");
        world.test.sql("select pg_stat_statements_reset()");

        assertEquals(List.of(7L), objectHistory("o7", 50));

        assertTrue(
                world.test.number("""
                        select max(shared_blks_hit + shared_blks_read) from pg_stat_statements
                         where query like '%from unnest%as range%event%'
                           and dbid = (select oid from pg_database where datname = current_database())""") < 100,
                "pages of PostgreSQL; one block of events takes about 30, all of them over 700");
    }

    @Test
    @DisplayName("a page of the events of one object ends before the blocks that it reads are too large")
    void bounded_object_history() {
        List<Event> events = new ArrayList<>(Journals.boardThenOneObject(10_500));
        for (int seq : new int[] {9_500, 8_500, 7_500}) {
            events.set(seq - 1, Journals.event(seq, new Change.Put("o3", Journals.json("{}"))));
        }
        world.write(project, events);
        summarize();
        long half = ObjectEvents.MOST_BYTES / 2;
        assertPage(List.of(9_500L, 8_500L, 7_500L, 3L), OptionalLong.empty());
        storedBytes(half);
        assertPage(List.of(9_500L, 8_500L), OptionalLong.of(8_001));
        storedBytes(half + 1);
        assertPage(List.of(9_500L), OptionalLong.of(9_001));
        storedBytes(100 * half);
        assertEquals(List.of(9_500L, 8_500L, 7_500L, 3L), objectHistory("o3", 50), "one is read in any case");
        storedBytes(1);
        world.test.sql("delete from history_block where project_id = $1 and seq = 9000", project);
        assertPage(List.of(9_500L), OptionalLong.of(9_001));
    }

    private void storedBytes(long each) {
        world.test.sql("update history_block set bytes = $2 where project_id = $1", project, each);
    }

    /** The first page of the events of object o3 before those that are in no stored block. */
    private void assertPage(List<Long> seqs, OptionalLong next) {
        EventPage page = await(objectEvents.before(project, "o3", OptionalLong.of(9_901), 50));
        assertEquals(seqs, page.events().stream().map(PastEvent::seq).toList());
        assertEquals(next, page.next());
    }

    @Test
    @DisplayName("who wrote each property last, by the latest snapshot and the events since")
    void blame() {
        List<Event> events = new ArrayList<>();
        for (Event it : new RandomEvents(9).next(10_300)) {
            events.add(new Event(
                    it.seq(),
                    it.at(),
                    "by" + it.seq() % 3,
                    new UUID(1, it.seq() % 3),
                    it.edit(),
                    it.group(),
                    it.changes()));
        }
        world.write(project, events);
        assertBlame(events);
        summarize();
        assertBlame(events);
    }

    private void assertBlame(List<Event> events) {
        Canvas canvas = Canvas.replayed(Limits.DEFAULTS, 0, 0, List.of(), events);
        assertTrue(canvas.objects().size() > 2);
        for (CanvasObject object : canvas.objects()) {
            Map<String, Stamp> expected = new LinkedHashMap<>();
            JsonMembers members = new JsonMembers(object.props());
            while (members.next()) {
                String name = members.name().stringValue();
                expected.put(name, Stamp.of(project, lastWriter(events, object.id(), name)));
            }
            assertEquals(Optional.of(expected), await(blame.of(project, object.id())));
        }
        assertEquals(Optional.empty(), await(blame.of(project, "none")));
    }

    /** Looks from the end for what names the property, up to the put of the object. */
    private static Event lastWriter(List<Event> events, String id, String name) {
        for (Event event : events.reversed()) {
            for (Change change : event.changes().reversed()) {
                boolean isWriter = change.id().equals(id)
                        && switch (change) {
                            case Change.Put _ -> true;
                            case Change.Delete _ -> false;
                            case Change.Patch patch ->
                                patch.append().stream()
                                                .anyMatch(it -> it.property().equals(name))
                                        || JsonMembers.find(patch.set(), Json.string(name)) != null;
                        };
                if (isWriter) {
                    return event;
                }
            }
        }
        throw new AssertionError(id + "." + name + " was never written");
    }

    @Test
    @DisplayName("how much is stored is told for each table, and of the project that has most")
    void sizes() {
        world.write(project, Journals.boardThenOneObject(10_000));
        summarize();
        StoredSizes.Sizes sizes = await(new PgStoredSizes(world.test.database()).look());
        assertEquals(Set.copyOf(UpkeepMetrics.TABLES), sizes.tables().keySet());
        assertTrue(sizes.tables().get("event") > 1_000_000, sizes.toString());
        assertTrue(sizes.largestProject() >= 10_000 * 40, sizes.toString());
    }

    @Test
    @DisplayName("of a project that is not there nothing is told")
    void no_project() {
        UUID none = UUID.randomUUID();
        for (var read : List.of(
                entries.before(none, OptionalLong.empty(), 1),
                deletions.behind(none, Optional.empty(), 1),
                objectEvents.before(none, "a", OptionalLong.empty(), 1),
                blame.of(none, "a"))) {
            assertEquals(
                    Reason.NO_PROJECT,
                    assertInstanceOf(HistoryUnavailable.class, failure(read)).reason());
        }
    }
}
