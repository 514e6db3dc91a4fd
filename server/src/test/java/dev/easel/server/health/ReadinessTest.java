package dev.easel.server.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.ServerMessage.PersistenceState;
import dev.easel.server.health.Readiness.Reason;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReadinessTest {
    private static final HealthSettings SETTINGS = new HealthSettings(5_000, 60_000, 0);
    private static final JournalHealth COMMITTING = new JournalHealth(PersistenceState.OK, 0, 7, Optional.empty());
    private static final AutoSaveHealth SAVING = new AutoSaveHealth(1, 3, 3, 90_000_000, 60_000);

    @Test
    @DisplayName("ready up to every bound, and whatever single projects fail")
    void ready() {
        Readiness readiness = Readiness.of(
                true, DatabaseHealth.WRITABLE, OwnershipHealth.OWNING, COMMITTING, SAVING, 15_000, SETTINGS);
        assertEquals(Set.of(), readiness.reasons());
        assertParts(true, true, true, readiness);
    }

    @Test
    @DisplayName("a database that does not answer is a reason")
    void database() {
        Readiness readiness =
                Readiness.of(true, DatabaseHealth.UNREACHABLE, OwnershipHealth.OWNING, COMMITTING, SAVING, 0, SETTINGS);
        assertEquals(Set.of(Reason.DATABASE_UNREACHABLE), readiness.reasons());
        assertParts(false, true, true, readiness);
    }

    @Test
    @DisplayName("a database that takes no writes is a reason of its own")
    void read_only() {
        Readiness readiness =
                Readiness.of(true, DatabaseHealth.READ_ONLY, OwnershipHealth.OWNING, COMMITTING, SAVING, 0, SETTINGS);
        assertEquals(Set.of(Reason.DATABASE_READ_ONLY), readiness.reasons());
        assertTrue(readiness.isDatabaseReadOnly());
        assertParts(false, true, true, readiness);
    }

    @Test
    @DisplayName("an instance whose lease may have run out, or that ends, is not ready")
    void ownership() {
        Readiness frozen =
                Readiness.of(true, DatabaseHealth.WRITABLE, OwnershipHealth.FROZEN, COMMITTING, SAVING, 0, SETTINGS);
        assertEquals(Set.of(Reason.LEASE_RUN_OUT), frozen.reasons());
        Readiness leaving =
                Readiness.of(true, DatabaseHealth.WRITABLE, OwnershipHealth.LEAVING, COMMITTING, SAVING, 0, SETTINGS);
        assertEquals(Set.of(Reason.LEAVING), leaving.reasons());
    }

    @ParameterizedTest
    @EnumSource(value = PersistenceState.class, names = "OK", mode = EnumSource.Mode.EXCLUDE)
    @DisplayName("a journal in any other state than ok is a reason")
    void journal(PersistenceState state) {
        Readiness readiness = Readiness.of(
                true,
                DatabaseHealth.WRITABLE,
                OwnershipHealth.OWNING,
                new JournalHealth(state, 1, 0, Optional.empty()),
                SAVING,
                0,
                SETTINGS);
        assertEquals(Set.of(Reason.JOURNAL_FAILING), readiness.reasons());
        assertParts(true, false, true, readiness);
    }

    @Test
    @DisplayName("three rounds of the auto-save missed are a reason")
    void late() {
        Readiness readiness = Readiness.of(
                true, DatabaseHealth.WRITABLE, OwnershipHealth.OWNING, COMMITTING, SAVING, 15_001, SETTINGS);
        assertEquals(Set.of(Reason.AUTOSAVE_LATE), readiness.reasons());
        assertParts(true, true, false, readiness);
    }

    @Test
    @DisplayName("that no save succeeds for too long, of several projects, is a reason")
    void unsaved() {
        Readiness readiness = Readiness.of(
                true,
                DatabaseHealth.WRITABLE,
                OwnershipHealth.OWNING,
                COMMITTING,
                new AutoSaveHealth(1, 2, 2, 60_001, 60_001),
                0,
                SETTINGS);
        assertEquals(Set.of(Reason.UNSAVED_TOO_LONG), readiness.reasons());
        assertParts(true, true, false, readiness);
    }

    @Test
    @DisplayName("all reasons are told at once")
    void all() {
        JournalHealth stopped = new JournalHealth(PersistenceState.STOPPED, 1, 0, Optional.empty());
        Readiness readiness = Readiness.of(
                false,
                DatabaseHealth.UNREACHABLE,
                OwnershipHealth.FROZEN,
                stopped,
                new AutoSaveHealth(0, 2, 2, 60_001, 60_001),
                15_001,
                SETTINGS);
        assertEquals(
                EnumSet.complementOf(EnumSet.of(Reason.DATABASE_READ_ONLY, Reason.LEAVING)),
                EnumSet.copyOf(readiness.reasons()));
        assertParts(false, false, false, readiness);
    }

    private static void assertParts(boolean database, boolean journal, boolean autoSave, Readiness readiness) {
        assertEquals(database, readiness.isDatabaseReady(), "database");
        assertEquals(journal, readiness.isJournalReady(), "journal");
        assertEquals(autoSave, readiness.isAutoSaveReady(), "auto-save");
        assertEquals(database && journal && autoSave, readiness.isReady(), "all");
    }

    @Test
    @DisplayName("each reason is told by a word that stays, and a sentence; of the journal, what the database said")
    void told() {
        JournalHealth stopped =
                new JournalHealth(PersistenceState.STOPPED, 1, 0, Optional.of("the database has no space left"));
        Readiness readiness =
                Readiness.of(false, DatabaseHealth.WRITABLE, OwnershipHealth.LEAVING, stopped, SAVING, 0, SETTINGS);
        assertEquals(
                List.of(
                        new Trouble("starting", "it is still starting"),
                        new Trouble("leaving", "it ends, and hands its projects over"),
                        new Trouble("journal_failing", "no edits are stored: the database has no space left")),
                readiness.troubles());
        assertFalse(readiness.isReady());
    }
}
