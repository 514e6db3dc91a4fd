package dev.easel.server.health;

import dev.easel.protocol.ServerMessage.PersistenceState;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
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
        STARTING("it is still starting"),
        LEAVING("it ends, and hands its projects over"),
        DATABASE_UNREACHABLE("the database did not answer in time, or could not do what it was asked"),
        DATABASE_READ_ONLY("the database takes no writes: it is a standby, or was made read-only"),
        LEASE_RUN_OUT(
                "it takes no edits: the database has not heard of it for so long that others may have its projects"),
        JOURNAL_FAILING("no edits are stored: more come than the database commits"),
        AUTOSAVE_LATE("the auto-save has missed " + MISSED_TICKS + " rounds"),
        UNSAVED_TOO_LONG("no save of any project succeeds, although several projects wait for one");

        private final String sentence;

        Reason(String sentence) {
            this.sentence = sentence;
        }

        Trouble trouble() {
            return new Trouble(name().toLowerCase(Locale.ROOT), sentence);
        }
    }

    public Readiness {
        reasons = Set.copyOf(reasons);
    }

    /**
     * @param hasStarted whether all of it has been put together
     * @param sinceTickMs time since the auto-save's last round began, or since the start before the first
     */
    static Readiness of(
            boolean hasStarted,
            DatabaseHealth database,
            OwnershipHealth ownership,
            JournalHealth journal,
            AutoSaveHealth autoSave,
            long sinceTickMs,
            HealthSettings settings) {
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        if (!hasStarted) {
            reasons.add(Reason.STARTING);
        }
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

    /** The reasons, as they are told. */
    public List<Trouble> troubles() {
        return reasons.stream().sorted().map(this::trouble).toList();
    }

    private Trouble trouble(Reason reason) {
        Trouble usual = reason.trouble();
        return reason == Reason.JOURNAL_FAILING
                ? journal.outage()
                        .map(why -> new Trouble(usual.code(), "no edits are stored: " + why))
                        .orElse(usual)
                : usual;
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
