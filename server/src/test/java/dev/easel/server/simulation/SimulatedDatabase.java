package dev.easel.server.simulation;

import dev.easel.protocol.Event;
import dev.easel.protocol.json.Json;
import dev.easel.server.autosave.SaveOutcome;
import dev.easel.server.journal.JournalStore;
import dev.easel.server.journal.JournalStore.Failed;
import dev.easel.server.persistence.Capture;
import dev.easel.server.persistence.LoadLimit;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.store.MemoryStore;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The database: it executes each call at once, and records the result in the ground truth of the project. */
public final class SimulatedDatabase {
    /** The group of an edit that the database refuses to store. */
    static final String UNSTORABLE = "unstorable";

    public final MemoryStore store;
    private final JournalStore journal;
    private final Set<UUID> failing = new LinkedHashSet<>();
    private final Map<UUID, GroundTruth> truths = new LinkedHashMap<>();

    SimulatedDatabase(Defect defect, InstantSource clock) {
        store = new MemoryStore(clock);
        journal = defect.fence(store);
        store.refuseEvents(event -> event.group().filter(UNSTORABLE::equals).isPresent());
    }

    void create(UUID project) {
        store.create(project, "Board", Json.EMPTY_OBJECT);
        truths.put(project, new GroundTruth(project));
    }

    public GroundTruth of(UUID project) {
        return truths.get(project);
    }

    Set<UUID> projects() {
        return truths.keySet();
    }

    Collection<GroundTruth> all() {
        return truths.values();
    }

    Future<Loaded> load(UUID project, Instance owner, LoadLimit limit) {
        return store.load(project, limit).onSuccess(loaded -> {
            if (loaded instanceof Loaded.Found found) {
                of(project).epochRaised(found.epoch());
                loaded(project, found, owner);
            }
        });
    }

    /** By a server that has claimed the project before. */
    public Future<Loaded> read(UUID project, long epoch, Instance owner, LoadLimit limit) {
        return store.read(project, epoch, limit).onSuccess(loaded -> {
            if (loaded instanceof Loaded.Found found) {
                loaded(project, found, owner);
            }
        });
    }

    private void loaded(UUID project, Loaded.Found found, Instance owner) {
        long seq = found.checkpoint() + found.events().size();
        of(project).loaded(owner, found.epoch(), found.checkpoint(), seq);
    }

    /** A load that failed after it had raised the epoch. */
    void failedLoad(UUID project) {
        of(project).epochRaised(store.raiseEpoch(project));
    }

    /** From now on a batch with events of the project fails, as with a trigger that raises; or not any more. */
    void fail(UUID project, boolean does) {
        if (does) {
            failing.add(project);
        } else {
            failing.remove(project);
        }
    }

    boolean isFailing(UUID project) {
        return failing.contains(project);
    }

    Future<Set<UUID>> commit(List<JournalStore.Run> batch) {
        if (batch.stream().map(JournalStore.Run::project).anyMatch(failing::contains)) {
            return Future.failedFuture(new Failed(new IllegalStateException("a trigger"), batch.size() % 2 == 0));
        }
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
