package dev.easel.chaos;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How much of what happens in a run.
 *
 * @param clients in each project
 * @param rate edits a second, of all clients together
 * @param aborts connections that clients break, a minute
 * @param database URL of a PostgreSQL that is not the run's own, and that nobody kills
 */
record Plan(Script script, long seed, int projects, int clients, int rate, int aborts, Optional<String> database) {
    private static final Set<String> COMMON =
            Set.of("--seed", "--projects", "--clients", "--rate", "--aborts", "--database");
    private static final Set<String> FAULTS =
            Set.of("--kills", "--terminations", "--postgres-kills", "--cuts", "--failovers", "--seconds");
    private static final Set<String> DISASTERS =
            Set.of("--instances", "--balancer", "--disasters", "--kinds", "--calm");
    private static final int SECONDS_EACH = 6;

    /** What happens, and to whom. */
    sealed interface Script {}

    /**
     * To one server.
     *
     * @param kills of the server, with SIGKILL
     * @param terminations of the server, with SIGTERM
     * @param postgresKills of all processes of PostgreSQL at once
     * @param cuts times that all connections to PostgreSQL are ended from its side
     * @param failovers to a synchronous standby; where there are any, the database is one that has a standby
     * @param seconds how long all this takes, roughly
     */
    record Faults(int kills, int terminations, int postgresKills, int cuts, int failovers, int seconds)
            implements Script {
        @Override
        public String toString() {
            return "--kills " + kills + " --terminations " + terminations + " --postgres-kills " + postgresKills
                    + " --cuts " + cuts + " --failovers " + failovers + " --seconds " + seconds;
        }
    }

    /**
     * To several instances behind a balancer.
     *
     * @param balancer nginx or haproxy
     * @param kinds how often each happens
     * @param calm seconds in which all is well before each disaster, so that servers warm up, and none comes soon after
     *     another; 0: one in four does, and the others come after a second or two
     */
    record Disasters(int instances, String balancer, Map<Disaster, Integer> kinds, int calm) implements Script {
        int all() {
            return kinds.values().stream().mapToInt(Integer::intValue).sum();
        }

        @Override
        public String toString() {
            return "--instances " + instances + " --balancer " + balancer + " --disasters " + all() + " --kinds "
                    + kinds.keySet().stream().map(Disaster::toString).collect(Collectors.joining(","))
                    + " --calm " + calm;
        }
    }

    /** @throws IllegalArgumentException the message says which option is wrong */
    static Plan of(String... arguments) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            given.put(arguments[i], arguments[i + 1]);
        }
        Set<String> options = new HashSet<>(COMMON);
        boolean areSeveral = given.containsKey("--instances");
        options.addAll(areSeveral ? DISASTERS : FAULTS);
        Set<String> unknown = new HashSet<>(given.keySet());
        unknown.removeAll(options);
        if (!unknown.isEmpty() || arguments.length % 2 != 0) {
            throw new IllegalArgumentException((unknown.isEmpty() ? "" : unknown + ": ")
                    + "one of " + options + " and a value is expected"
                    + (areSeveral ? "" : "; or --instances, with " + DISASTERS));
        }
        Optional<String> database = Optional.ofNullable(given.get("--database"));
        return new Plan(
                areSeveral ? disasters(given, database.isEmpty()) : faults(given, database.isEmpty()),
                given.containsKey("--seed") ? Long.parseLong(given.get("--seed")) : System.nanoTime() & 0xffffff,
                number(given, "--projects", 4),
                number(given, "--clients", 6),
                number(given, "--rate", 300),
                number(given, "--aborts", 90),
                database);
    }

    private static Faults faults(Map<String, String> given, boolean isOwn) {
        int kills = number(given, "--kills", 50);
        int terminations = number(given, "--terminations", (kills + 7) / 8);
        int failovers = number(given, "--failovers", 0);
        if (failovers > 0 && !isOwn) {
            throw new IllegalArgumentException("--failovers: of a database that is given, nobody fails over");
        }
        boolean isEmbedded = isOwn && failovers == 0;
        int postgresKills = isEmbedded ? number(given, "--postgres-kills", 10) : 0;
        int cuts = number(given, "--cuts", isEmbedded ? 2 * postgresKills : kills / 4);
        int seconds =
                number(given, "--seconds", SECONDS_EACH * (kills + terminations + postgresKills + cuts + failovers));
        return new Faults(kills, terminations, postgresKills, cuts, failovers, seconds);
    }

    private static Disasters disasters(Map<String, String> given, boolean isOwn) {
        int instances = number(given, "--instances", 3);
        String balancer = given.getOrDefault("--balancer", "nginx");
        if (instances < 2 || !Set.of("nginx", "haproxy").contains(balancer)) {
            throw new IllegalArgumentException("--instances: at least 2; --balancer: nginx or haproxy");
        }
        List<Disaster> kinds = given.containsKey("--kinds")
                ? Stream.of(given.get("--kinds").split(",")).map(Plan::kind).toList()
                : Stream.of(Disaster.values())
                        .filter(kind -> isOwn || !kind.needsStandby())
                        .toList();
        if (!isOwn && kinds.stream().anyMatch(Disaster::needsStandby)) {
            throw new IllegalArgumentException("--kinds: a database that is given is not killed");
        }
        int all = number(given, "--disasters", 4 * kinds.size());
        Map<Disaster, Integer> counts = new EnumMap<>(Disaster.class);
        for (int i = 0; i < all; i++) {
            counts.merge(kinds.get(i % kinds.size()), 1, Integer::sum);
        }
        return new Disasters(instances, balancer, Collections.unmodifiableMap(counts), number(given, "--calm", 0));
    }

    private static Disaster kind(String name) {
        return Stream.of(Disaster.values())
                .filter(kind -> kind.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "--kinds: one or more of " + List.of(Disaster.values()) + ", with commas between"));
    }

    /**
     * Whether a client waits for a silent server: one in each project with several, where there are several servers.
     * They see what a server says that has been silent for long.
     *
     * @param client from 0
     */
    boolean isPatient(int client) {
        return script instanceof Disasters && clients > 1 && client / projects == clients - 1;
    }

    /** Whether the run makes a database of its own that has a standby. */
    boolean hasStandby() {
        return switch (script) {
            case Faults faults -> faults.failovers() > 0;
            case Disasters _ -> database.isEmpty();
        };
    }

    /** Of all clients. */
    List<String> clientNames() {
        return IntStream.rangeClosed(1, projects * clients)
                .mapToObj(number -> "c" + number)
                .toList();
    }

    /** As a command line that does it again; the database is left out, since its URL may hold a password. */
    @Override
    public String toString() {
        return script + " --seed " + seed + " --projects " + projects + " --clients " + clients + " --rate " + rate
                + " --aborts " + aborts;
    }

    private static int number(Map<String, String> given, String option, int unless) {
        try {
            return Integer.parseInt(given.getOrDefault(option, Integer.toString(unless)));
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException(option + ": a whole number is expected, not " + given.get(option));
        }
    }
}
