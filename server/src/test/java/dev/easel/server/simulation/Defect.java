package dev.easel.server.simulation;

import dev.easel.server.autosave.DirtyProjects;
import dev.easel.server.journal.JournalStore;
import dev.easel.server.persistence.Journal;
import dev.easel.server.persistence.ProjectStore;
import dev.easel.server.persistence.SaveSource;
import dev.easel.server.room.Rooms;
import dev.easel.server.store.MemoryStore;
import java.util.function.Supplier;

/**
 * A defect that is put into a server, to see whether the rules find it. This one changes nothing; the others override
 * it.
 */
public class Defect {
    public static final Defect NONE = new Defect();

    JournalStore fence(MemoryStore store) {
        return store;
    }

    ProjectStore numbers(ProjectStore store) {
        return store;
    }

    Journal journal(Journal journal, Supplier<Rooms> rooms) {
        return journal;
    }

    SaveSource rooms(SaveSource rooms, DirtyProjects dirty) {
        return rooms;
    }
}
