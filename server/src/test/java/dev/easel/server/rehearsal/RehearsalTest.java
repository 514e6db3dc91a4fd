package dev.easel.server.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.Limits;
import dev.easel.protocol.ServerMessage.ProjectNews;
import dev.easel.protocol.json.Json;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.catalog.CatalogUnavailable;
import dev.easel.server.catalog.Projects.Page;
import dev.easel.server.catalog.Projects.ProjectRecord;
import dev.easel.server.persistence.LoadLimit;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.persistence.Previews;
import dev.easel.server.room.TestLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    private static final Json PROPS = Json.string("x".repeat(100));

    private final TestLoop loop = new TestLoop();
    private final Reads reads = new Reads();

    private Future<Void> run(Future<Page> latest) {
        Future<Void> over = new Rehearsal(() -> latest, reads, Limits.DEFAULTS, loop).run();
        loop.run();
        return over;
    }

    private Future<Void> run(int projects) {
        return run(Future.succeededFuture(new Page(
                LongStream.range(0, projects).mapToObj(RehearsalTest::record).toList(), Optional.empty())));
    }

    private static ProjectRecord record(long number) {
        return new ProjectRecord(id(number), "", id(number), Json.string(""), 0, 0, 0, 0, Optional.empty());
    }

    private static UUID id(long number) {
        return new UUID(0, number);
    }

    /** The oldest read is answered: a project of so many objects. */
    private void found(int objects) {
        Loaded.Found found = new Loaded.Found(
                new ProjectNews(id(0), "", id(0), Json.string("")),
                1,
                objects,
                objects,
                1,
                LongStream.rangeClosed(1, objects)
                        .mapToObj(seq -> new CanvasObject("o" + seq, PROPS, seq, 1, "ada"))
                        .toList(),
                List.of(),
                objects,
                0);
        answer(Optional.of(new Previews.Preview(found, new Previews.Known(objects, 1, objects))));
    }

    private void answer(Optional<Previews.Preview> preview) {
        reads.waiting.removeFirst().complete(preview);
        loop.run();
    }

    @Test
    @DisplayName("the projects that were changed last are read, one by one, and sent, until it is enough")
    void enough() {
        Future<Void> over = run(4);
        assertEquals(List.of(id(0)), reads.asked, "one at a time");
        found(3_000);
        int deflated = loop.computed();
        assertTrue(deflated > 0, "its frames are made");
        assertFalse(over.isComplete());
        found(2_000);
        assertTrue(loop.computed() > deflated);
        assertTrue(over.succeeded());
        assertEquals(List.of(id(0), id(1)), reads.asked);
        assertEquals(0, loop.timers(), "and nothing of them is kept");
    }

    @Test
    @DisplayName("where there are few objects all are read, and then it is over")
    void few() {
        assertTrue(run(0).succeeded());
        Future<Void> over = run(2);
        found(1);
        found(0);
        assertTrue(over.succeeded());
    }

    @Test
    @DisplayName("what cannot be read is passed over, and a list that cannot be read ends it")
    void unread() {
        Future<Void> over = run(3);
        reads.waiting.removeFirst().fail("the database does not answer");
        loop.run();
        answer(Optional.empty());
        found(1);
        assertTrue(over.succeeded());
        assertTrue(run(Future.failedFuture(new CatalogUnavailable(new IllegalStateException())))
                .succeeded());
    }

    @Test
    @DisplayName("the start does not wait longer than two seconds for it, and then nothing more is read")
    void silent() {
        Future<Void> over = run(3);
        loop.pass(Rehearsal.MOST_MS - 1);
        assertFalse(over.isComplete());
        loop.pass(1);
        assertTrue(over.succeeded());
        found(1);
        assertEquals(List.of(id(0)), reads.asked);
    }

    @Test
    @DisplayName("a project is read up to a bound")
    void large() {
        Bounded limit = new Bounded();
        limit.objects(Bounded.BYTES);
        assertThrows(IllegalStateException.class, () -> limit.events(1));
        limit.replayed(Bounded.BYTES);
        assertThrows(IllegalStateException.class, () -> limit.objects(1));
    }

    private static final class Reads implements Previews {
        final List<UUID> asked = new ArrayList<>();
        final List<Promise<Optional<Preview>>> waiting = new ArrayList<>();

        @Override
        public Future<Optional<Preview>> preview(UUID project, LoadLimit limit) {
            asked.add(project);
            Promise<Optional<Preview>> read = Promise.promise();
            waiting.add(read);
            return read.future();
        }

        @Override
        public Future<Loaded> load(UUID project, Known known, LoadLimit limit) {
            throw new AssertionError("nothing is claimed");
        }
    }
}
