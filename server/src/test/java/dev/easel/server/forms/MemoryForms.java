package dev.easel.server.forms;

import dev.easel.protocol.Event;
import dev.easel.server.bulk.Durability;
import dev.easel.server.live.LiveProjects;
import dev.easel.server.store.MemoryStore;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/** Forms over a store in memory. On its thread. */
public final class MemoryForms {
    private final MemoryStore store;
    private final Forms forms;
    private Future<Void> released = Future.succeededFuture();
    private int reads;

    /** @param isForgetful nothing is remembered of any form, as after a start */
    public MemoryForms(
            LiveProjects live, MemoryStore store, Durability durability, long startedAt, boolean isForgetful) {
        this.store = store;
        RecentForms recent = new RecentForms(isForgetful ? 0 : RecentForms.MOST, RecentForms.MOST_BYTES);
        forms = new Forms(live, this::at, recent, durability, UUID::randomUUID, startedAt);
    }

    public Forms forms() {
        return forms;
    }

    /** How often the journal was asked. */
    public int reads() {
        return reads;
    }

    /** The journal answers once this completes. */
    public void holdReads(Future<Void> released) {
        this.released = released;
    }

    private Future<FormBase> at(UUID project, String object, long seq) {
        reads++;
        return released.map(_ -> read(project, object, seq));
    }

    private FormBase read(UUID project, String object, long seq) {
        Optional<FormSession> session = store.events(project).stream()
                .filter(event -> event.seq() == seq)
                .filter(event ->
                        event.changes().stream().anyMatch(change -> change.id().equals(object)))
                .findFirst()
                .flatMap(event -> FormSession.of(event.client(), event.group()));
        PastFold fold = new PastFold(session, session.map(FormSession::root).orElse(seq), object, Optional.empty());
        for (Event event : store.events(project)) {
            if (event.seq() <= seq) {
                fold.apply(event.seq(), event.client(), event.group(), event.changes());
            }
        }
        return fold.base();
    }
}
