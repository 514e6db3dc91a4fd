package dev.easel.embedded;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/** Waits for a PostgreSQL that another process started to answer. */
final class OrphanCheck {
    private static final String STARTING = "57P03";

    /** What else may pass: connections that are not made, too few resources, and sessions that end. */
    private static final Set<String> PASSING = Set.of("08", "53", "57");

    /** How long it may not be reached before it counts as one that does not answer. */
    static final Duration UNREACHED = Duration.ofSeconds(10);

    static final int PAUSE_MS = 200;

    private OrphanCheck() {}

    /**
     * Returns when it answers; waits while it says that it is still starting.
     *
     * @throws SQLException it does not answer, or not to us
     * @throws IllegalStateException what answers serves another directory
     */
    static void await(Question isOurs, Duration recovery, Time time) throws SQLException {
        long now = time.nanos();
        long started = now + recovery.toNanos();
        long reached = now + UNREACHED.toNanos();
        while (true) {
            try {
                if (isOurs.ask()) {
                    return;
                }
                throw new IllegalStateException("it serves another directory");
            } catch (SQLException refused) {
                String state = String.valueOf(refused.getSQLState());
                long deadline = STARTING.equals(state) ? started : reached;
                if (!PASSING.contains(state.substring(0, 2)) || time.nanos() > deadline) {
                    throw refused;
                }
                pause(time, refused);
            }
        }
    }

    private static void pause(Time time, SQLException refused) throws SQLException {
        try {
            time.pass(PAUSE_MS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw refused;
        }
    }

    /** Asks what listens on the port whether it serves our files. */
    interface Question {
        boolean ask() throws SQLException;
    }

    /** A clock that never goes back, and the passing of time. */
    interface Time {
        Time REAL = new Time() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void pass(int ms) throws InterruptedException {
                Thread.sleep(ms);
            }
        };

        long nanos();

        void pass(int ms) throws InterruptedException;
    }
}
