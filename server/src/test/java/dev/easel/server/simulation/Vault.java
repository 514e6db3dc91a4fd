package dev.easel.server.simulation;

import dev.easel.protocol.Event;
import dev.easel.protocol.Json;
import dev.easel.server.autosave.SaveOutcome;
import dev.easel.server.journal.JournalStore;
import dev.easel.server.persistence.Capture;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.store.MemoryStore;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The database itself: what reaches it happens at once, and the histories take note. */
final class Vault {
    /** The group of an edit that the database will not take. */
    static final String UNSTORABLE = "unstorable";

    final MemoryStore store = new MemoryStore();
    private final JournalStore journal;
    private final Map<UUID, History> histories = new LinkedHashMap<>();

    Vault(Breakage breakage) {
        journal = breakage.fence(store);
        store.refuseEvents(event -> event.group().filter(UNSTORABLE::equals).isPresent());
    }

    void create(UUID project) {
        store.create(project, "Board", Json.EMPTY_OBJECT);
        histories.put(project, new History(project));
    }

    History of(UUID project) {
        return histories.get(project);
    }

    Set<UUID> projects() {
        return histories.keySet();
    }

    Collection<History> all() {
        return histories.values();
    }

    Future<Loaded> load(UUID project, Instance owner) {
        return store.load(project).onSuccess(loaded -> {
            if (loaded instanceof Loaded.Found found) {
                of(project)
                        .loaded(
                                owner,
                                found.epoch(),
                                found.checkpoint(),
                                found.checkpoint() + found.events().size());
            }
        });
    }

    /** A load that has got no further than the epoch. */
    void halfLoad(UUID project) {
        store.raiseEpoch(project);
        of(project).epochRaised();
    }

    Future<Set<UUID>> commit(List<JournalStore.Run> batch) {
        Future<Set<UUID>> committed = journal.commit(batch);
        batch.forEach(run -> {
            List<Event> events = store.events(run.project());
            of(run.project()).committed(run.epoch(), events);
        });
        return committed;
    }

    Future<SaveOutcome> save(Capture capture) {
        Future<SaveOutcome> saved = store.save(capture);
        of(capture.project()).saved(store.checkpoint(capture.project()), store.objects(capture.project()));
        return saved;
    }
}
