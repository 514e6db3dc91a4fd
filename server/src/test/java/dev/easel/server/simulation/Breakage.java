package dev.easel.server.simulation;

import dev.easel.server.autosave.DirtyProjects;
import dev.easel.server.room.Journal;
import dev.easel.server.room.JournalStore;
import dev.easel.server.room.ProjectStore;
import dev.easel.server.room.Rooms;
import dev.easel.server.room.Saveable;
import dev.easel.server.store.MemoryStore;
import java.util.function.Supplier;

/** A part that is not what it should be, put in to see whether the rules notice. By itself it breaks nothing. */
class Breakage {
    static final Breakage NONE = new Breakage();

    JournalStore fence(MemoryStore store) {
        return store;
    }

    ProjectStore numbers(ProjectStore store) {
        return store;
    }

    Journal journal(Journal journal, Supplier<Rooms> rooms) {
        return journal;
    }

    Saveable rooms(Saveable rooms, DirtyProjects dirty) {
        return rooms;
    }
}
