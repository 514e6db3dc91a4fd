package dev.easel.server.history;

import static dev.easel.server.store.TestDatabase.await;
import static dev.easel.server.store.TestDatabase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.Change;
import dev.easel.protocol.Event;
import dev.easel.protocol.EventCodec;
import dev.easel.server.history.HistoryUnavailable.Reason;
import dev.easel.server.idempotence.AuthorId;
import dev.easel.server.verify.RandomEvents;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PastEventsTest {
    private static PastWorld world;

    private final UUID project = world.project();
    private final PastEvents events = new PastEvents(world.test.database());

    @BeforeAll
    static void open() {
        world = new PastWorld();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    private Reason reason(UUID project, long after) {
        return assertInstanceOf(HistoryUnavailable.class, failure(events.after(project, after, 1)))
                .reason();
    }

    @Test
    @DisplayName("page by page every event comes once, in order, as it was written")
    void pages() {
        List<Event> written = new RandomEvents(1).next(250);
        world.write(project, written);
        List<PastEvent> read = new ArrayList<>();
        OptionalLong next = OptionalLong.of(0);
        int pages = 0;
        while (next.isPresent()) {
            EventPage page = await(events.after(project, next.getAsLong(), 100));
            read.addAll(page.events());
            next = page.next();
            pages++;
        }
        assertEquals(3, pages);
        assertEquals(
                written.stream()
                        .map(it -> new PastEvent(
                                it.seq(),
                                it.at(),
                                it.by(),
                                AuthorId.of(project, it.client()),
                                it.edit(),
                                it.group(),
                                EventCodec.changes(it.changes())))
                        .toList(),
                read);
    }

    @Test
    @DisplayName("a page ends before it is too large; a larger event has one of its own")
    void bytes() {
        String half = "\"" + "x".repeat(PastEvents.PAGE_BYTES / 2) + "\"";
        String large = "\"" + "x".repeat(2 * PastEvents.PAGE_BYTES) + "\"";
        List<Event> written = new ArrayList<>();
        for (String text : List.of(half, "1", half, large, "2")) {
            written.add(
                    Journals.event(written.size() + 1, new Change.Put("o", Journals.json("{\"text\":" + text + "}"))));
        }
        world.write(project, written);
        assertEquals(OptionalLong.of(2), await(events.after(project, 0, 1_000)).next());
        assertEquals(OptionalLong.of(3), await(events.after(project, 2, 1_000)).next());
        assertEquals(OptionalLong.of(4), await(events.after(project, 3, 1_000)).next());
        assertEquals(
                OptionalLong.empty(), await(events.after(project, 4, 1_000)).next());
    }

    @Test
    @DisplayName("nothing is after the last event; what is not durable is not seen; a seq after it is refused")
    void end() {
        world.write(project, Journals.boardThenOneObject(5));
        assertEquals(List.of(), await(events.after(project, 5, 10)).events());
        world.test.sql("update project set seq = 4 where id = $1", project);
        assertEquals(4, await(events.after(project, 3, 10)).events().getLast().seq());
        assertEquals(Reason.AHEAD, reason(project, 5));
        assertEquals(Reason.AHEAD, reason(project, Long.MAX_VALUE));
        assertEquals(Reason.NO_PROJECT, reason(UUID.randomUUID(), 0));
        assertEquals(List.of(), await(events.after(world.project(), 0, 10)).events());
    }

    @Test
    @DisplayName("of large events only those are read that are on the page, however many are asked for")
    void read() {
        Random random = new Random(1);
        List<Event> written = new ArrayList<>();
        for (int seq = 1; seq <= 40; seq++) {
            byte[] bytes = new byte[PastEvents.PAGE_BYTES / 6]; // a fourth of a page, as text
            random.nextBytes(bytes);
            String text = Base64.getEncoder().encodeToString(bytes);
            written.add(Journals.event(seq, new Change.Put("o", Journals.json("{\"text\":\"" + text + "\"}"))));
        }
        world.write(project, written);
        assertEquals(4, await(events.after(project, 0, 1_000)).events().size());
        assertTrue(buffers(0) < 20 * PastEvents.PAGE_BYTES / 8_192 / 4, "8 KiB read: " + buffers(0));
    }

    /** Buffers that PostgreSQL looks at for a page. */
    private long buffers(long after) {
        String plan = await(world.test
                        .database()
                        .query(
                                "explain (analyze, buffers, format json) " + PastEvents.AFTER,
                                Tuple.of(project, after, 1_000, PastEvents.PAGE_BYTES)))
                .iterator()
                .next()
                .getJsonArray(0)
                .encode();
        Matcher hits = Pattern.compile("\"Shared Hit Blocks\":(\\d+)").matcher(plan);
        Matcher reads = Pattern.compile("\"Shared Read Blocks\":(\\d+)").matcher(plan);
        assertTrue(hits.find() && reads.find(), plan);
        return Long.parseLong(hits.group(1)) + Long.parseLong(reads.group(1));
    }

    @Test
    @DisplayName("a journal with a hole is an error, and not an end")
    void hole() {
        world.write(project, Journals.boardThenOneObject(5));
        world.test.sql("delete from event where project_id = $1 and seq = 2", project);
        assertTrue(failure(events.after(project, 1, 10)).getMessage().contains("event 2"));
        assertEquals(OptionalLong.of(1), await(events.after(project, 0, 10)).next());
        world.test.sql("delete from event where project_id = $1 and seq >= 4", project);
        assertTrue(failure(events.after(project, 3, 10)).getMessage().contains("event 4"));
    }
}
