package dev.easel.server.health;

import dev.easel.protocol.ServerMessage.PersistenceState;
import java.util.EnumSet;
import java.util.Set;

/**
 * Whether work should be sent to an instance, and what it was judged by: whether the instance as a whole can do its
 * work. A project that cannot be committed or saved is told in figures, and is no reason.
 *
 * @param reasons what speaks against it; empty when it is ready
 */
public record Readiness(
        Set<Reason> reasons, OwnershipHealth ownership, JournalHealth journal, AutoSaveHealth autoSave) {
    private static final int MISSED_TICKS = 3;

    /** What makes an instance not ready. */
    public enum Reason {
        /** The database did not answer in time. */
        DATABASE_UNREACHABLE,
        /** The database takes no writes. */
        DATABASE_READ_ONLY,
        /** Others may have its projects: it takes no edits. */
        LEASE_RUN_OUT,
        /** It ends. */
        LEAVING,
        /** The journal commits for nobody, or takes no more from anybody. */
        JOURNAL_FAILING,
        /** Three rounds of the auto-save were missed. */
        AUTOSAVE_LATE,
        /** No save has succeeded for too long, although several projects waited for one. */
        UNSAVED_TOO_LONG
    }

    public Readiness {
        reasons = Set.copyOf(reasons);
    }

    /** @param sinceTickMs time since the auto-save's last round began, or since the start before the first */
    static Readiness of(
            DatabaseHealth database,
            OwnershipHealth ownership,
            JournalHealth journal,
            AutoSaveHealth autoSave,
            long sinceTickMs,
            HealthSettings settings) {
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        switch (database) {
            case WRITABLE -> {}
            case READ_ONLY -> reasons.add(Reason.DATABASE_READ_ONLY);
            case UNREACHABLE -> reasons.add(Reason.DATABASE_UNREACHABLE);
        }
        switch (ownership) {
            case OWNING -> {}
            case FROZEN -> reasons.add(Reason.LEASE_RUN_OUT);
            case LEAVING -> reasons.add(Reason.LEAVING);
        }
        if (journal.state() != PersistenceState.OK) {
            reasons.add(Reason.JOURNAL_FAILING);
        }
        if (sinceTickMs > MISSED_TICKS * settings.autoSaveIntervalMs()) {
            reasons.add(Reason.AUTOSAVE_LATE);
        }
        if (autoSave.stalledMs() > settings.unsavedAgeMs()) {
            reasons.add(Reason.UNSAVED_TOO_LONG);
        }
        return new Readiness(reasons, ownership, journal, autoSave);
    }

    public boolean isReady() {
        return reasons.isEmpty();
    }

    public boolean isDatabaseReady() {
        return !reasons.contains(Reason.DATABASE_UNREACHABLE) && !isDatabaseReadOnly();
    }

    public boolean isDatabaseReadOnly() {
        return reasons.contains(Reason.DATABASE_READ_ONLY);
    }

    public boolean isJournalReady() {
        return !reasons.contains(Reason.JOURNAL_FAILING);
    }

    public boolean isAutoSaveReady() {
        return !reasons.contains(Reason.AUTOSAVE_LATE) && !reasons.contains(Reason.UNSAVED_TOO_LONG);
    }
}
