package dev.easel.server.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.protocol.ServerMessage.PersistenceState;
import dev.easel.server.health.Readiness.Reason;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReadinessTest {
    private static final HealthSettings SETTINGS = new HealthSettings(5_000, 60_000);
    private static final JournalHealth COMMITTING = new JournalHealth(PersistenceState.OK, 0);
    private static final AutoSaveHealth SAVING = new AutoSaveHealth(1, 3, 60_000);

    @Test
    @DisplayName("ready up to every bound")
    void ready() {
        Readiness readiness = Readiness.of(true, COMMITTING, SAVING, 15_000, SETTINGS);
        assertEquals(Set.of(), readiness.reasons());
        assertParts(true, true, true, readiness);
    }

    @Test
    @DisplayName("a database that does not answer is a reason")
    void database() {
        Readiness readiness = Readiness.of(false, COMMITTING, SAVING, 0, SETTINGS);
        assertEquals(Set.of(Reason.DATABASE_UNREACHABLE), readiness.reasons());
        assertParts(false, true, true, readiness);
    }

    @ParameterizedTest
    @EnumSource(value = PersistenceState.class, names = "OK", mode = EnumSource.Mode.EXCLUDE)
    @DisplayName("a journal in any other state than ok is a reason")
    void journal(PersistenceState state) {
        Readiness readiness = Readiness.of(true, new JournalHealth(state, 1), SAVING, 0, SETTINGS);
        assertEquals(Set.of(Reason.JOURNAL_FAILING), readiness.reasons());
        assertParts(true, false, true, readiness);
    }

    @Test
    @DisplayName("three rounds of the auto-save missed are a reason")
    void late() {
        Readiness readiness = Readiness.of(true, COMMITTING, SAVING, 15_001, SETTINGS);
        assertEquals(Set.of(Reason.AUTOSAVE_LATE), readiness.reasons());
        assertParts(true, true, false, readiness);
    }

    @Test
    @DisplayName("a change that is unsaved for too long is a reason")
    void unsaved() {
        Readiness readiness = Readiness.of(true, COMMITTING, new AutoSaveHealth(1, 1, 60_001), 0, SETTINGS);
        assertEquals(Set.of(Reason.UNSAVED_TOO_LONG), readiness.reasons());
        assertParts(true, true, false, readiness);
    }

    @Test
    @DisplayName("all reasons are told at once")
    void all() {
        JournalHealth stopped = new JournalHealth(PersistenceState.STOPPED, 1);
        Readiness readiness = Readiness.of(false, stopped, new AutoSaveHealth(0, 1, 60_001), 15_001, SETTINGS);
        assertEquals(Set.of(Reason.values()), readiness.reasons());
        assertParts(false, false, false, readiness);
    }

    private static void assertParts(boolean database, boolean journal, boolean autoSave, Readiness readiness) {
        assertEquals(database, readiness.isDatabaseReady(), "database");
        assertEquals(journal, readiness.isJournalReady(), "journal");
        assertEquals(autoSave, readiness.isAutoSaveReady(), "auto-save");
        assertEquals(database && journal && autoSave, readiness.isReady(), "all");
    }
}
