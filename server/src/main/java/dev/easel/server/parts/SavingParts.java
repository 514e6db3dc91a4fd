package dev.easel.server.parts;

import dev.easel.server.autosave.AutoSave;
import dev.easel.server.autosave.AutoSaveSettings;
import dev.easel.server.autosave.AutoSaveVerticle;
import dev.easel.server.autosave.DirtyProjects;
import dev.easel.server.autosave.SaveStore;
import dev.easel.server.journal.GroupCommit;
import dev.easel.server.journal.JournalConnections;
import dev.easel.server.journal.JournalSettings;
import dev.easel.server.loop.Loop;
import dev.easel.server.metrics.AutoSaveMetrics;
import dev.easel.server.metrics.JournalMetrics;
import dev.easel.server.room.Rooms;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** The parts of an instance that keep its work: the journal, and the auto-save with what is dirty. */
public final class SavingParts {
    private final AutoSaveSettings settings;
    private final GroupCommit journal;
    private final DirtyProjects dirty;
    private final AutoSaveMetrics saved;
    private final AutoSave autoSave;

    /**
     * @param saving where saves are begun
     * @param committing the journal's own loop
     */
    public SavingParts(
            Loop saving,
            Loop committing,
            SaveStore store,
            JournalConnections connections,
            JournalSettings journalSettings,
            AutoSaveSettings settings,
            JournalMetrics journalMetrics,
            MeterRegistry registry,
            InstantSource clock) {
        this.settings = settings;
        journal =
                new GroupCommit(committing, connections, journalSettings, journalMetrics, RandomGenerator.getDefault());
        dirty = new DirtyProjects(clock);
        saved = new AutoSaveMetrics(registry, dirty::size, dirty::oldestAgeMs);
        autoSave = new AutoSave(saving, dirty, store, saved, settings.parallel());
    }

    /** Saves and commits what happens in these rooms; completes when rounds have begun. */
    public Future<String> attach(Vertx vertx, Rooms rooms) {
        journal.attach(rooms);
        autoSave.attach(rooms);
        return vertx.deployVerticle(new AutoSaveVerticle(autoSave, settings.intervalMs()));
    }

    public GroupCommit journal() {
        return journal;
    }

    public DirtyProjects dirty() {
        return dirty;
    }

    public AutoSaveMetrics saved() {
        return saved;
    }

    public AutoSave autoSave() {
        return autoSave;
    }
}
