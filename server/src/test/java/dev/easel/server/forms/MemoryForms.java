package dev.easel.server.forms;

import dev.easel.protocol.Event;
import dev.easel.server.bulk.Durability;
import dev.easel.server.live.LiveProjects;
import dev.easel.server.store.MemoryStore;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/** Forms over a store in memory. On its thread. */
public final class MemoryForms implements FormPast {
    private final MemoryStore store;
    private final Forms forms;
    private Future<Void> released = Future.succeededFuture();
    private int reads;
    private int looks;

    /** @param isForgetful nothing is remembered of any form, as after a start */
    public MemoryForms(
            LiveProjects live, MemoryStore store, Durability durability, long startedAt, boolean isForgetful) {
        this.store = store;
        RecentForms recent = new RecentForms(isForgetful ? 0 : RecentForms.MOST, RecentForms.MOST_BYTES);
        LatestEdits latest = new LatestEdits(isForgetful ? 0 : LatestEdits.MOST);
        forms = new Forms(live, this, recent, latest, durability, UUID::randomUUID, startedAt);
    }

    public Forms forms() {
        return forms;
    }

    /** How often the journal was asked. */
    public int reads() {
        return reads;
    }

    /** How often it was asked what a form that names itself has made. */
    public int looks() {
        return looks;
    }

    /** The journal answers once this completes. */
    public void holdReads(Future<Void> released) {
        this.released = released;
    }

    @Override
    public Future<Long> latest(UUID project, UUID client) {
        looks++;
        return released.map(_ -> store.events(project).stream()
                .filter(event -> event.client().equals(client))
                .mapToLong(Event::seq)
                .max()
                .orElse(0));
    }

    @Override
    public Future<FormBase> at(UUID project, String object, long seq) {
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
