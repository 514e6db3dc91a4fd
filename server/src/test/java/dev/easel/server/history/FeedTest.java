package dev.easel.server.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.json.Json;
import dev.easel.server.history.HistoryUnavailable.Reason;
import dev.easel.server.room.TestLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FeedTest {
    private static final UUID PROJECT = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);
    private static final long PATIENCE = 15_000;

    private final TestLoop loop = new TestLoop();
    private final Map<UUID, Long> stored = new HashMap<>(Map.of(PROJECT, 3L, OTHER, 0L));
    /** Of the events above {@link #kept}, and of all projects. */
    private long epoch = 1;

    private long kept;
    private final List<Promise<JournalPage>> held = new ArrayList<>();
    private boolean holds;
    private boolean isUnreachable;
    private int reads;
    private int looks;

    private final Feed feed = new Feed(loop, this::read, this::heads);

    private Future<JournalPage> read(UUID project, long after, int limit) {
        reads++;
        if (holds) {
            Promise<JournalPage> page = Promise.promise();
            held.add(page);
            return page.future();
        }
        if (isUnreachable) {
            return HistoryUnavailable.orUnreachable(Future.failedFuture("no database"));
        }
        Long head = stored.get(project);
        if (head == null) {
            return Future.failedFuture(HistoryUnavailable.noProject());
        }
        return after > head
                ? Future.failedFuture(HistoryUnavailable.ahead(head))
                : Future.succeededFuture(page(after, Math.min(head, after + limit)));
    }

    private long epoch(long seq) {
        return seq == 0 ? 0 : seq > kept ? epoch : 1;
    }

    private Future<Map<UUID, Heads.Head>> heads(Collection<UUID> projects) {
        looks++;
        if (isUnreachable) {
            return Future.failedFuture("no database");
        }
        Map<UUID, Heads.Head> found = new HashMap<>();
        stored.forEach((id, seq) -> found.put(id, new Heads.Head(seq, epoch)));
        found.keySet().retainAll(projects);
        return Future.succeededFuture(found);
    }

    private JournalPage page(long after, long upTo) {
        EventPage page = new EventPage(
                LongStream.rangeClosed(after + 1, upTo)
                        .mapToObj(seq ->
                                new PastEvent(seq, seq, "Ada", PROJECT, seq, Optional.empty(), Json.EMPTY_OBJECT))
                        .toList(),
                OptionalLong.empty());
        return new JournalPage(page, epoch(after), epoch(upTo), epoch);
    }

    private Future<FeedPage> after(UUID project, long seq) {
        return after(project, FeedPosition.behind(seq));
    }

    private Future<FeedPage> after(UUID project, FeedPosition at) {
        Future<FeedPage> page = feed.after(project, at, PATIENCE);
        loop.run();
        return page;
    }

    private static List<Long> seqs(Future<FeedPage> page) {
        return page.result().events().stream().map(PastEvent::seq).toList();
    }

    @Test
    @DisplayName("what is there is given at once, a page at a time")
    void there() {
        assertEquals(List.of(2L, 3L), seqs(after(PROJECT, 1)));
        stored.put(PROJECT, 1_000L);
        assertEquals(Feed.PAGE, seqs(after(PROJECT, 0)).size());
        assertEquals(0, looks);
    }

    @Test
    @DisplayName("the first events are given, or none where there are none yet; nobody waits, and what fails is told")
    void first() {
        assertEquals(List.of(3L), seqs(first(PROJECT, 2)));
        assertEquals(List.of(), seqs(first(PROJECT, 3)));
        assertEquals(
                Reason.NO_PROJECT,
                assertInstanceOf(
                                HistoryUnavailable.class,
                                first(UUID.randomUUID(), 0).cause())
                        .reason());
        isUnreachable = true;
        assertTrue(first(PROJECT, 3).failed());
        assertEquals(0, loop.timers());
    }

    private Future<FeedPage> first(UUID project, long seq) {
        Future<FeedPage> page = feed.first(project, FeedPosition.behind(seq), PATIENCE);
        loop.run();
        return page;
    }

    @Test
    @DisplayName("nothing is kept of who was answered")
    void answered() {
        after(PROJECT, 0);
        after(PROJECT, 3);
        stored.put(PROJECT, 4L);
        loop.pass(2 * Feed.LOOK_MS);
        assertEquals(0, loop.timers());
    }

    @Test
    @DisplayName("what comes is given within a look, to all who wait for it, and to no others")
    void comes() {
        Future<FeedPage> one = after(PROJECT, 3);
        Future<FeedPage> two = after(PROJECT, 3);
        Future<FeedPage> other = after(OTHER, 0);
        loop.pass(1_000);
        assertFalse(one.isComplete());
        assertEquals(4, looks, "one statement for all of them");
        stored.put(PROJECT, 5L);
        loop.pass(Feed.LOOK_MS);
        assertEquals(List.of(4L, 5L), seqs(one));
        assertEquals(List.of(4L, 5L), seqs(two));
        assertFalse(other.isComplete());
    }

    @Test
    @DisplayName("when nothing comes for so long, an empty page is given; nobody is looked for after that")
    void nothing() {
        Future<FeedPage> page = after(OTHER, 0);
        loop.pass(PATIENCE - 1);
        assertFalse(page.isComplete());
        loop.pass(1);
        assertEquals(List.of(), seqs(page));
        loop.pass(Feed.LOOK_MS);
        int before = looks;
        loop.pass(10 * PATIENCE);
        assertEquals(before, looks);
        assertEquals(0, loop.timers());
    }

    @Test
    @DisplayName("a project that is deleted meanwhile is told, and so is one that is not there")
    void deleted() {
        Future<FeedPage> page = after(OTHER, 0);
        stored.remove(OTHER);
        loop.pass(Feed.LOOK_MS);
        assertEquals(
                Reason.NO_PROJECT,
                assertInstanceOf(HistoryUnavailable.class, page.cause()).reason());
        assertTrue(after(OTHER, 0).failed());
    }

    @Test
    @DisplayName("who has events that a failover has lost is told so, before and after others have their numbers")
    void lost() {
        FeedPosition behind = after(PROJECT, 0).result().next();
        assertEquals(new FeedPosition(3, 1), behind);
        Future<FeedPage> waits = after(PROJECT, behind);
        failover(2, 2);
        loop.pass(Feed.LOOK_MS);
        assertTrue(waits.result().isDiverged());
        stored.put(PROJECT, 3L);
        assertTrue(after(PROJECT, behind).result().isDiverged(), "another event has its number");
        stored.put(PROJECT, 5L);
        assertTrue(after(PROJECT, behind).result().isDiverged());
        assertEquals(List.of(3L, 4L, 5L), seqs(after(PROJECT, new FeedPosition(2, 1))));
    }

    @Test
    @DisplayName("who has lost nothing by a failover, or a load of the project, goes on, and is read for once")
    void kept() {
        FeedPosition behind = after(PROJECT, 0).result().next();
        Future<FeedPage> waits = after(PROJECT, behind);
        failover(3, 3);
        int before = reads;
        loop.pass(4 * Feed.LOOK_MS);
        assertFalse(waits.isComplete());
        assertEquals(before + 1, reads);
        stored.put(PROJECT, 4L);
        loop.pass(Feed.LOOK_MS);
        assertEquals(List.of(4L), seqs(waits));
        assertEquals(new FeedPosition(4, 2), waits.result().next());
    }

    @Test
    @DisplayName("who has just come, and waits, is told of events that are lost after that")
    void lost_since() {
        Future<FeedPage> waits = after(PROJECT, 3);
        failover(2, 4);
        loop.pass(Feed.LOOK_MS);
        assertTrue(waits.result().isDiverged());
    }

    /** The database has the events up to {@code last}; those behind {@code upTo} are others, of a higher epoch. */
    private void failover(long upTo, long last) {
        epoch = 2;
        kept = upTo;
        stored.put(PROJECT, last);
    }

    @Test
    @DisplayName("while the database does not answer, an empty page is given once a second; then it goes on")
    void unreachable() {
        Future<FeedPage> waits = after(PROJECT, 3);
        isUnreachable = true;
        loop.pass(2_000);
        assertFalse(waits.isComplete());
        Future<FeedPage> begins = after(PROJECT, 3);
        loop.pass(Feed.AGAIN_MS);
        assertEquals(List.of(), seqs(begins));
        isUnreachable = false;
        stored.put(PROJECT, 4L);
        loop.pass(Feed.LOOK_MS);
        assertEquals(List.of(4L), seqs(waits));
    }

    @Test
    @DisplayName("so many pages are read at a time; who is given up before its turn is not read for")
    void turns() {
        holds = true;
        List<Future<FeedPage>> asked = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            asked.add(after(PROJECT, 0));
        }
        assertEquals(Feed.READS, reads);
        held.removeFirst().complete(page(0, 1));
        loop.run();
        assertEquals(List.of(1L), seqs(asked.getFirst()));
        assertEquals(Feed.READS + 1, reads);
        loop.pass(PATIENCE);
        holds = false;
        held.forEach(it -> it.complete(page(0, 1)));
        loop.run();
        assertEquals(Feed.READS + 1, reads);
    }
}
