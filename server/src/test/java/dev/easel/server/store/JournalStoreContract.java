package dev.easel.server.store;

import static dev.easel.server.store.StoreFixtures.CLIENT;
import static dev.easel.server.store.StoreFixtures.event;
import static dev.easel.server.store.StoreFixtures.run;
import static dev.easel.server.store.TestDatabase.await;
import static dev.easel.server.store.TestDatabase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.easel.protocol.Change;
import dev.easel.protocol.Event;
import dev.easel.server.journal.JournalStore;
import dev.easel.server.journal.JournalStore.Position;
import dev.easel.server.journal.JournalStore.Refused;
import dev.easel.server.journal.JournalStore.Run;
import dev.easel.server.persistence.LoadLimit;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.persistence.ProjectStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every store of the journal must do. */
@Timeout(30)
abstract class JournalStoreContract {
    abstract JournalStore journal();

    abstract ProjectStore store();

    /** A new, empty project. */
    abstract UUID project();

    final Loaded.Found load(UUID project) {
        return assertInstanceOf(Loaded.Found.class, await(store().load(project, LoadLimit.NONE)));
    }

    final Set<UUID> commit(Run... batch) {
        return await(journal().commit(List.of(batch)));
    }

    final void assertAt(UUID project, long epoch, long seq) {
        assertEquals(Map.of(project, new Position(epoch, seq)), await(journal().positions(Set.of(project))));
        assertEquals(seq, load(project).events().size());
    }

    @Test
    @DisplayName("a batch of several projects is committed; each goes on where it stood")
    void batches() {
        UUID one = project();
        UUID other = project();
        long epoch = load(one).epoch();
        long otherEpoch = load(other).epoch();
        assertEquals(Set.of(one, other), commit(run(one, epoch, 1, 3), run(other, otherEpoch, 1, 1)));
        assertEquals(Set.of(one), commit(run(one, epoch, 4, 4)));
        assertEquals(
                Map.of(one, new Position(epoch, 4), other, new Position(otherEpoch, 1)),
                await(journal().positions(Set.of(one, other, UUID.randomUUID()))));
        assertEquals(4, load(one).events().size());
        assertEquals(Set.of(), commit());
        assertEquals(Map.of(), await(journal().positions(Set.of())));
    }

    @Test
    @DisplayName("who is not where its run says gets nothing, the others all")
    void fenced() {
        UUID stale = project();
        long old = load(stale).epoch();
        long current = load(stale).epoch();
        UUID ahead = project();
        UUID behind = project();
        long aheadEpoch = load(ahead).epoch();
        long behindEpoch = load(behind).epoch();
        commit(run(behind, behindEpoch, 1, 2));
        UUID gone = UUID.randomUUID();
        UUID well = project();
        long wellEpoch = load(well).epoch();
        assertEquals(
                Set.of(well),
                commit(
                        run(stale, old, 1, 1),
                        run(ahead, aheadEpoch, 2, 2),
                        run(behind, behindEpoch, 2, 3),
                        run(gone, 1, 1, 1),
                        run(well, wellEpoch, 1, 2)));
        assertAt(stale, current, 0);
        assertAt(ahead, aheadEpoch, 0);
        assertAt(behind, behindEpoch, 2);
        assertAt(well, wellEpoch, 2);
    }

    @Test
    @DisplayName("a batch sent again, its answer lost, writes nothing twice")
    void again() {
        UUID project = project();
        long epoch = load(project).epoch();
        Run run = run(project, epoch, 1, 3);
        assertEquals(Set.of(project), commit(run));
        assertEquals(Set.of(), commit(run));
        assertAt(project, epoch, 3);
    }

    @Test
    @DisplayName("an edit that is there already is refused, and the batch with it")
    void twice() {
        UUID project = project();
        UUID other = project();
        long epoch = load(project).epoch();
        long otherEpoch = load(other).epoch();
        commit(run(project, epoch, 1, 2));
        Event again = new Event(3, 0, "Ada", CLIENT, 1, Optional.empty(), List.of(new Change.Delete("o1")));
        Run twice = run(project, epoch, again);
        assertInstanceOf(Refused.class, failure(journal().commit(List.of(run(other, otherEpoch, 1, 1), twice))));
        assertAt(other, otherEpoch, 0);
        assertAt(project, epoch, 2);
    }

    @Test
    @DisplayName("an event without changes is an event")
    void empty() {
        UUID project = project();
        long epoch = load(project).epoch();
        commit(run(project, epoch, event(1)));
        assertEquals(List.of(event(1)), load(project).events());
    }
}
