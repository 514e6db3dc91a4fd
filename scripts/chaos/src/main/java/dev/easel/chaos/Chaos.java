package dev.easel.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.protocol.reference.BoardModel;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * One run: clients edit while the server and its database are killed, everything settles, and what there is is judged.
 * A failed run leaves its data directory behind.
 */
public final class Chaos {
    private static final Path JAR = Path.of("server", "target", "easel-server.jar");
    private static final long START_MS = 60_000;
    private static final long SETTLE_MS = 60_000;
    private static final long LEVEL_MS = 20_000;

    private final Path jar;
    private final Plan plan;
    private final Findings findings = new Findings(finding -> System.out.println("WRONG " + finding));
    private final Pulse pulse = new Pulse();
    private final List<Verdict> verdicts = new ArrayList<>();

    private Chaos(Path jar, Plan plan) {
        this.jar = jar;
        this.plan = plan;
    }

    /**
     * The first argument is Easel's directory, the others are options as in {@link Plan}. Ends with 0 when all was well,
     * 1 when not, 2 when not understood.
     */
    public static void main(String[] arguments) throws Exception {
        Plan plan;
        try {
            plan = Plan.of(Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
            return;
        }
        System.exit(run(Path.of(arguments[0]), plan).isEmpty() ? 0 : 1);
    }

    /**
     * Returns what was found wrong; nothing is as it should be.
     *
     * @param easel its directory, where the server is built
     */
    static List<String> run(Path easel, Plan plan) throws IOException, InterruptedException, SQLException {
        Path home = Files.createTempDirectory("easel-chaos-");
        System.out.println("Chaos: " + plan + " in " + home);
        Chaos chaos = new Chaos(easel.resolve(JAR), plan);
        boolean passed = false;
        try {
            chaos.run(home);
            passed = chaos.findings.count() == 0;
        } finally {
            System.out.println(
                    passed ? "PASS" : "FAIL, seed " + plan.seed() + "; the data and the server's log are in " + home);
            if (passed) {
                delete(home);
            }
        }
        return chaos.findings.first();
    }

    private void run(Path home) throws IOException, InterruptedException, SQLException {
        Database database = new Database(home, plan.database());
        HttpClient http = HttpClient.newHttpClient();
        try (Victim victim = new Victim(jar, home, plan.database(), database, findings)) {
            Thread end = new Thread(victim::close, "chaos-end");
            Runtime.getRuntime().addShutdownHook(end);
            victim.start();
            Desk desk = new Desk(http, victim.awaitServing(START_MS));
            List<String> projects = new ArrayList<>();
            for (int i = 1; i <= plan.projects(); i++) {
                projects.add(desk.createProject("Chaos " + i));
            }
            Mayhem mayhem = new Mayhem(plan, victim, database, pulse, findings);
            try (Crowd crowd = new Crowd(clients(projects, http, victim), plan, findings)) {
                crowd.start();
                mayhem.run();
                crowd.settle(SETTLE_MS);
                mayhem.lastKill();
                victim.awaitServing(START_MS);
                crowd.settle(SETTLE_MS);
                judge(crowd, projects, new Desk(http, victim.awaitServing(START_MS)), database);
                report(mayhem, crowd);
            }
            Runtime.getRuntime().removeShutdownHook(end);
        } finally {
            http.shutdownNow();
        }
    }

    private List<ChaosClient> clients(List<String> projects, HttpClient http, Victim victim) {
        ChaosClient.World world = new ChaosClient.World(http, victim::uri, pulse, findings);
        Random seeds = new Random(plan.seed() * 31 + 7);
        List<ChaosClient> clients = new ArrayList<>();
        for (int i = 0; i < plan.projects() * plan.clients(); i++) {
            clients.add(new ChaosClient(
                    "c" + (i + 1), projects.get(i % plan.projects()), world, new Random(seeds.nextLong())));
        }
        return clients;
    }

    private void judge(Crowd crowd, List<String> projects, Desk desk, Database database)
            throws IOException, InterruptedException, SQLException {
        for (String project : projects) {
            List<ChaosClient> clients = crowd.clients().stream()
                    .filter(client -> client.project().equals(project))
                    .toList();
            long head = desk.objects(project).get("seq").asLong();
            crowd.await(LEVEL_MS, client -> !client.project().equals(project) || client.seq() >= head);
            desk.flush(project);
            JsonNode live = desk.objects(project);
            try (Connection connection = database.connect()) {
                verdicts.add(new Verdict(project, clients, Tables.of(connection, project), findings)
                        .judged(BoardModel.EMPTY.with(live), live.get("seq").asLong()));
            }
        }
    }

    private void report(Mayhem mayhem, Crowd crowd) {
        List<ChaosClient> clients = crowd.clients();
        Map<String, Integer> syncs = new TreeMap<>();
        clients.forEach(client -> client.syncs().forEach((reason, count) -> syncs.merge(reason, count, Integer::sum)));
        long made = clients.stream()
                .mapToLong(client -> client.outbox().made().size())
                .sum();
        long resent = clients.stream()
                .flatMap(client -> client.outbox().made().stream())
                .filter(entry -> entry.sends > 1)
                .count();
        int durable = clients.stream()
                .mapToInt(client -> client.outbox().durable().size())
                .sum();
        if (durable == 0) {
            findings.add("no edit became durable");
        }
        line(
                "server kills",
                mayhem.done(Disaster.KILL) + ", of them " + mayhem.killedWhileStarting()
                        + " while it started; ended with SIGTERM " + mayhem.done(Disaster.TERMINATION));
        line("PostgreSQL kills", mayhem.done(Disaster.POSTGRES_KILL));
        line(
                "connections cut",
                mayhem.cutConnections() + ", in " + mayhem.done(Disaster.CUT) + " cuts; sockets " + crowd.aborts());
        line("edits made", made + ", sent again " + resent);
        line("edits durable", durable);
        line("lost", verdicts.stream().mapToInt(Verdict::lost).sum());
        line("doubled", verdicts.stream().mapToInt(Verdict::doubled).sum());
        line(
                "edits refused",
                sum(clients, client -> client.outbox().refused().size()) + ", offered again "
                        + sum(clients, client -> client.retries().offered()) + ", given up "
                        + sum(clients, client -> client.retries().givenUp()));
        line(
                "time to recover",
                "server killed: " + pulse.recovery(Disaster.KILL) + "; PostgreSQL killed: "
                        + pulse.recovery(Disaster.POSTGRES_KILL));
        line("syncs", syncs + ", told to stop " + sum(clients, ChaosClient::stops));
    }

    private static int sum(List<ChaosClient> clients, ToIntFunction<ChaosClient> count) {
        return clients.stream().mapToInt(count).sum();
    }

    private static void line(String name, Object value) {
        System.out.printf("%-18s%s%n", name, value);
    }

    private static void delete(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
