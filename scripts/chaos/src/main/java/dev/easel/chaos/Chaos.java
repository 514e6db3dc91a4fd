package dev.easel.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.chaos.client.ChaosClient;
import dev.easel.chaos.client.Clients;
import dev.easel.chaos.client.FeedConsumers;
import dev.easel.chaos.machine.FairClock;
import dev.easel.chaos.server.Cluster;
import dev.easel.chaos.server.Database;
import dev.easel.chaos.server.ServerUnderTest;
import dev.easel.chaos.server.Servers;
import dev.easel.chaos.verdict.Findings;
import dev.easel.chaos.verdict.Judge;
import dev.easel.embedded.ReplicatedPostgres;
import dev.easel.protocol.reference.BoardModel;
import java.io.IOException;
import java.net.URI;
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
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * One run: clients edit while servers and their database are killed, everything settles, and the result is checked. A
 * failed run leaves its data directory behind.
 */
public final class Chaos {
    /** Where Debian installs PostgreSQL; where it is not, the one that comes with Easel is used. */
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql/15");

    private static final long START_MS = 60_000;
    private static final long SETTLE_MS = 60_000;
    private static final long LEVEL_MS = 20_000;

    private final Path easel;
    private final Plan plan;
    private final Findings findings = new Findings(finding -> System.out.println("WRONG " + finding));

    private Chaos(Path easel, Plan plan) {
        this.easel = easel;
        this.plan = plan;
    }

    /**
     * The first argument is Easel's directory, the others are options as in {@link Plan}. Ends with 0 when all was
     * well, 1 when not, 2 when not understood.
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
        Chaos chaos = new Chaos(easel, plan);
        boolean passed = false;
        try {
            chaos.run(home);
            passed = chaos.findings.count() == 0;
        } finally {
            System.out.println(
                    passed ? "PASS" : "FAIL, seed " + plan.seed() + "; the data and the logs are in " + home);
            if (passed) {
                delete(home);
            }
        }
        return chaos.findings.first();
    }

    private void run(Path home) throws IOException, InterruptedException, SQLException {
        if (!plan.hasStandby()) {
            run(home, new Database(home, plan.database(), Optional.empty()));
            return;
        }
        Optional<Path> installed = Optional.of(DEBIAN).filter(Files::exists);
        try (ReplicatedPostgres pair = ReplicatedPostgres.start(home.resolve("pair"), installed, true)) {
            Thread end = new Thread(() -> endPair(pair), "chaos-end-pair");
            Runtime.getRuntime().addShutdownHook(end);
            run(home, new Database(home, Optional.empty(), Optional.of(pair)));
            Runtime.getRuntime().removeShutdownHook(end);
        }
    }

    private static void endPair(ReplicatedPostgres pair) {
        try {
            pair.close();
        } catch (IOException failure) {
            System.out.println("The databases may still run: " + failure);
        }
    }

    private void run(Path home, Database database) throws IOException, InterruptedException, SQLException {
        switch (plan.script()) {
            case Plan.Faults faults -> {
                ServerUnderTest server = new ServerUnderTest(easel, home, Map.of(), database, findings);
                run(server, database, (_, judge) -> new FaultInjector(faults, plan.seed(), server, database, judge));
            }
            case Plan.Disasters disasters -> {
                Cluster cluster =
                        new Cluster(easel, home, disasters.instances(), disasters.balancer(), database, findings);
                run(
                        cluster,
                        database,
                        (projects, judge) -> new DisasterInjector(disasters, plan, cluster, database, projects, judge));
            }
        }
    }

    /** Makes what happens in a run, when its projects are there. */
    private interface Script {
        Misfortunes of(List<String> projects, Judge judge);
    }

    private void run(Servers servers, Database database, Script script)
            throws IOException, InterruptedException, SQLException {
        HttpClient http = HttpClient.newHttpClient();
        try (servers;
                FairClock clock = FairClock.start(() -> pids(servers, database))) {
            Thread end = new Thread(servers::close, "chaos-end");
            Runtime.getRuntime().addShutdownHook(end);
            servers.start();
            run(servers, database, script, http, new Judge(clock, findings));
            Runtime.getRuntime().removeShutdownHook(end);
        } finally {
            http.shutdownNow();
        }
    }

    private void run(Servers servers, Database database, Script script, HttpClient http, Judge judge)
            throws IOException, InterruptedException, SQLException {
        HttpApi api = new HttpApi(http, awaitServing(servers, judge.clock()));
        List<String> projects = new ArrayList<>();
        for (int i = 1; i <= plan.projects(); i++) {
            projects.add(api.createProject("Chaos " + i));
        }
        Misfortunes misfortunes = script.of(projects, judge);
        ChaosClient.World world = new ChaosClient.World(http, servers::uri, misfortunes.witness(), judge);
        try (Clients clients = new Clients(
                        clients(projects, world), plan.rate(), plan.aborts(), new Random(~plan.seed()), judge);
                FeedConsumers feeds = new FeedConsumers(projects, world, new Random(plan.seed() + 1))) {
            clients.start();
            feeds.start();
            misfortunes.run(clients);
            clients.settle(SETTLE_MS);
            misfortunes.last();
            awaitServing(servers, judge.clock());
            clients.settle(SETTLE_MS);
            List<ProjectChecker> checkers =
                    check(clients, feeds, projects, new HttpApi(http, awaitServing(servers, judge.clock())), database);
            Report report = new Report(clients.clients());
            if (report.durable() == 0) {
                findings.add("no edit became durable");
            }
            if (feeds.kills() == 0) {
                findings.add("no consumer of a feed was killed");
            }
            misfortunes.report(report);
            report.edits(checkers, clients.aborts());
            report.line("consumers of feeds", feeds.report());
            report.line("machine", judge.clock().report());
        }
    }

    private static List<Long> pids(Servers servers, Database database) {
        return Stream.concat(servers.processes().stream(), database.processes().stream())
                .map(ProcessHandle::pid)
                .distinct()
                .toList();
    }

    private static URI awaitServing(Servers servers, FairClock clock) throws InterruptedException {
        if (!clock.await(START_MS, () -> servers.isServing() && servers.uri().isPresent())) {
            throw new IllegalStateException("a server does not serve; see its log");
        }
        return servers.uri().orElseThrow();
    }

    private List<ChaosClient> clients(List<String> projects, ChaosClient.World world) {
        Random seeds = new Random(plan.seed() * 31 + 7);
        List<ChaosClient> clients = new ArrayList<>();
        for (String name : plan.clientNames()) {
            int number = clients.size();
            clients.add(new ChaosClient(
                    name,
                    projects.get(number % plan.projects()),
                    world,
                    new Random(seeds.nextLong()),
                    plan.isPatient(number)));
        }
        return clients;
    }

    private List<ProjectChecker> check(
            Clients clients, FeedConsumers feeds, List<String> projects, HttpApi api, Database database)
            throws IOException, InterruptedException, SQLException {
        List<ProjectChecker> checkers = new ArrayList<>();
        for (String project : projects) {
            List<ChaosClient> itsClients = clients.clients().stream()
                    .filter(client -> client.project().equals(project))
                    .toList();
            long head = api.objects(project).get("seq").asLong();
            clients.await(LEVEL_MS, client -> !client.project().equals(project) || client.seq() >= head);
            api.flush(project);
            JsonNode live = api.objects(project);
            try (Connection connection = database.connect()) {
                StoredProject stored = StoredProject.of(connection, project);
                feeds.kept(project, head, LEVEL_MS)
                        .ifPresent(kept -> FeedChecker.judge(project, kept, stored.events(), findings));
                ProjectChecker checker = new ProjectChecker(project, itsClients, stored, findings);
                checkers.add(checker.judged(
                        BoardModel.EMPTY.with(live), live.get("seq").asLong()));
            }
        }
        return checkers;
    }

    private static void delete(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
