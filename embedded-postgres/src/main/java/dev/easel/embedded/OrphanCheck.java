package dev.easel.embedded;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/** Waits for a PostgreSQL that another process started to answer. */
final class OrphanCheck {
    private static final String STARTING = "57P03";
    private static final int PAUSE_MS = 200;

    private OrphanCheck() {}

    /**
     * Returns when it answers; waits while it says that it is still starting.
     *
     * @throws SQLException it does not answer
     * @throws IllegalStateException what answers serves another directory
     */
    static void await(DatabaseAccess access, Path directory, Duration recovery) throws SQLException {
        long deadline = System.nanoTime() + recovery.toNanos();
        while (true) {
            try {
                if (access.serves(directory)) {
                    return;
                }
                throw new IllegalStateException("it serves another directory");
            } catch (SQLException refused) {
                if (!STARTING.equals(refused.getSQLState()) || System.nanoTime() > deadline) {
                    throw refused;
                }
                pause(refused);
            }
        }
    }

    private static void pause(SQLException refused) throws SQLException {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw refused;
        }
    }
}
