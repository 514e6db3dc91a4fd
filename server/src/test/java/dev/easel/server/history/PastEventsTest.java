package dev.easel.server.history;

import static dev.easel.server.store.TestDatabase.await;
import static dev.easel.server.store.TestDatabase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.Change;
import dev.easel.protocol.Event;
import dev.easel.protocol.ServerCodec;
import dev.easel.server.history.HistoryUnavailable.Reason;
import dev.easel.server.idempotence.AuthorId;
import dev.easel.server.verify.RandomEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
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
                                ServerCodec.changes(it.changes())))
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
        assertEquals(Reason.NO_PROJECT, reason(UUID.randomUUID(), 0));
        assertEquals(List.of(), await(events.after(world.project(), 0, 10)).events());
    }

    @Test
    @DisplayName("a journal with a hole is an error, and not an end")
    void hole() {
        world.write(project, Journals.boardThenOneObject(5));
        world.test.sql("delete from event where project_id = $1 and seq >= 4", project);
        assertTrue(failure(events.after(project, 3, 10)).getMessage().contains("event 4"));
    }
}
