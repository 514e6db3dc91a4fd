package dev.easel.chaos;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How much of what happens in a run.
 *
 * @param kills of the server, with SIGKILL
 * @param terminations of the server, with SIGTERM
 * @param postgresKills of all processes of PostgreSQL at once
 * @param cuts times that all connections to PostgreSQL are ended from its side
 * @param failovers to a synchronous standby; where there are any, the database is one that has a standby
 * @param seconds how long all this takes, roughly
 * @param clients in each project
 * @param rate edits a second, of all clients together
 * @param database URL of a PostgreSQL that is not the server's own, and that nobody kills
 */
record Plan(
        int kills,
        int terminations,
        int postgresKills,
        int cuts,
        int failovers,
        int seconds,
        long seed,
        int projects,
        int clients,
        int rate,
        Optional<String> database) {
    private static final Set<String> OPTIONS = Set.of(
            "--kills",
            "--terminations",
            "--postgres-kills",
            "--cuts",
            "--failovers",
            "--seconds",
            "--seed",
            "--projects",
            "--clients",
            "--rate",
            "--database");
    private static final int SECONDS_EACH = 6;

    /** @throws IllegalArgumentException the message says which option is wrong */
    static Plan of(String... arguments) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!OPTIONS.contains(arguments[i]) || i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + ": one of " + OPTIONS + " and a value is expected");
            }
            given.put(arguments[i], arguments[i + 1]);
        }
        Optional<String> database = Optional.ofNullable(given.get("--database"));
        int kills = number(given, "--kills", 50);
        int terminations = number(given, "--terminations", (kills + 7) / 8);
        int failovers = number(given, "--failovers", 0);
        if (failovers > 0 && database.isPresent()) {
            throw new IllegalArgumentException("--failovers: of a database that is given, nobody fails over");
        }
        boolean isOwn = database.isEmpty() && failovers == 0;
        int postgresKills = isOwn ? number(given, "--postgres-kills", 10) : 0;
        int cuts = number(given, "--cuts", isOwn ? 2 * postgresKills : kills / 4);
        return new Plan(
                kills,
                terminations,
                postgresKills,
                cuts,
                failovers,
                number(given, "--seconds", SECONDS_EACH * (kills + terminations + postgresKills + cuts + failovers)),
                given.containsKey("--seed") ? Long.parseLong(given.get("--seed")) : System.nanoTime() & 0xffffff,
                number(given, "--projects", 4),
                number(given, "--clients", 6),
                number(given, "--rate", 300),
                database);
    }

    /** As a command line that does it again; the database is left out, since its URL may hold a password. */
    @Override
    public String toString() {
        return "--kills " + kills + " --terminations " + terminations + " --postgres-kills " + postgresKills
                + " --cuts "
                + cuts + " --failovers " + failovers + " --seconds " + seconds + " --seed " + seed + " --projects "
                + projects + " --clients "
                + clients
                + " --rate " + rate;
    }

    private static int number(Map<String, String> given, String option, int unless) {
        try {
            return Integer.parseInt(given.getOrDefault(option, Integer.toString(unless)));
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException(option + ": a whole number is expected, not " + given.get(option));
        }
    }
}
