package dev.easel.bench.ceiling;

import dev.easel.protocol.Change;
import dev.easel.protocol.Event;
import dev.easel.protocol.EventCodec;
import dev.easel.server.database.DatabaseAddress;
import dev.easel.server.database.PrimarySearch;
import dev.easel.server.database.Waits;
import dev.easel.server.journal.JournalStore.Run;
import dev.easel.server.log.TraceId;
import dev.easel.server.persistence.Journal.Entry;
import dev.easel.server.persistence.Origin;
import dev.easel.server.store.PgJournalStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Commits events by Easel's own statement, fence and all, without the rooms and the group commit around it. Confined to
 * one thread; the event loop of its connection runs where that thread runs.
 */
public final class JournalWriter implements AutoCloseable {
    private static final int PATIENCE_S = 30;

    private final Vertx vertx = Vertx.vertx();
    private final PgJournalStore store;
    private final List<UUID> projects;
    private final Map<UUID, Long> seqs = new HashMap<>();
    private int next;

    /** @param projects new ones, which nobody has loaded yet */
    public JournalWriter(DatabaseAddress database, List<UUID> projects) {
        this.projects = List.copyOf(projects);
        store = new PgJournalStore(vertx, new PrimarySearch(vertx, database), Waits.OF_A_BATCH);
    }

    /** One batch of so many events, of as many projects as there are. The next one goes on with the next projects. */
    public void commit(int events) {
        int together = Math.min(events, projects.size());
        List<Run> batch = new ArrayList<>();
        for (int i = 0; i < together; i++) {
            batch.add(run(projects.get(next++ % projects.size()), events / together));
        }
        int committed = done(store.commit(batch)).size();
        if (committed != together) {
            throw new IllegalStateException("of " + together + " projects " + committed + " were written");
        }
    }

    private Run run(UUID project, int events) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            long seq = seqs.merge(project, 1L, Long::sum);
            List<Change> changes = List.of(EventWriter.change(seq));
            Event event = new Event(
                    seq,
                    System.currentTimeMillis(),
                    EventWriter.ACTOR,
                    EventWriter.CLIENT,
                    seq,
                    Optional.empty(),
                    changes);
            entries.add(new Entry(event, EventCodec.changes(changes), new Origin(seq, true), TraceId.NONE));
        }
        return new Run(project, 0, entries);
    }

    @Override
    public void close() {
        done(store.close());
        done(vertx.close());
    }

    private static <T> T done(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(PATIENCE_S, TimeUnit.SECONDS)
                .join();
    }
}
