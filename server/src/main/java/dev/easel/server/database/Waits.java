package dev.easel.server.database;

/**
 * How long is waited for the database, in milliseconds.
 *
 * @param statementMs how long a statement may run, or a transaction be idle, before PostgreSQL ends it: a server that
 *     hangs does not lock a project's row for longer
 * @param lockMs how long a statement may wait for a lock; 0: as long as it may run
 * @param silenceMs after which a connection that has received nothing is closed, and what waits for it fails; longer
 *     than any statement may run, so that only a dead connection or a hung server is silent this long
 * @param abandonedMs after which whoever asked for a commit that still waits for a standby has given it up, on all
 *     servers of this database; 0: such commits are left to others to end
 */
public record Waits(int statementMs, int lockMs, int silenceMs, int abandonedMs) {
    static final int STATEMENT_MS = 5_000;

    private static final int SILENCE_MS = 15_000;

    /** How long one of several hosts may be silent, in each step of a login, when all are asked who takes writes. */
    static final int HOST_MS = 2_000;

    /** How long the others are waited for when one has said that it takes writes. */
    static final int OTHER_HOSTS_MS = 250;

    /** For connections of which every server has its like: who waits for commits there is silent for as long. */
    public Waits(int statementMs, int lockMs, int silenceMs) {
        this(statementMs, lockMs, silenceMs, 2 * silenceMs);
    }

    /** For a connection that is given up when it is silent for so long, much sooner than others may be. */
    public static Waits ofALease(int leaseMs) {
        return new Waits(leaseMs, 0, leaseMs, 0);
    }

    public static final Waits USUAL = new Waits(STATEMENT_MS, 0, SILENCE_MS);

    /** For a batch of many projects: one that hangs is found out before the others have waited for long. */
    public static final Waits OF_A_BATCH = new Waits(2_000, 1_000, SILENCE_MS);

    /** For halves of a batch that failed: while they are tried, the projects in them wait. */
    public static final Waits OF_A_SEARCH = new Waits(1_000, 500, SILENCE_MS);

    /** For one project that delays nobody but its like: what may take long has the time it needs. */
    public static final Waits OF_ONE = new Waits(STATEMENT_MS, 1_000, SILENCE_MS);
}
