package dev.easel.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.chaos.machine.FairClock;
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
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * One run: clients edit while the server and its database are killed, everything settles, and the result is checked. A
 * failed run leaves its data directory behind.
 */
public final class Chaos {
    private static final Path JAR = Path.of("server", "target", "easel-server.jar");
    /** Where Debian installs PostgreSQL; where it is not, the one that comes with Easel is used. */
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql/15");

    private static final long START_MS = 60_000;
    private static final long SETTLE_MS = 60_000;
    private static final long LEVEL_MS = 20_000;

    private final Path jar;
    private final Plan plan;
    private final Findings findings = new Findings(finding -> System.out.println("WRONG " + finding));

    private Chaos(Path jar, Plan plan) {
        this.jar = jar;
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
        if (plan.failovers() == 0) {
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
        HttpClient http = HttpClient.newHttpClient();
        try (ServerUnderTest server = new ServerUnderTest(jar, home, database, findings);
                FairClock clock = FairClock.start(() -> serverPids(server, database))) {
            Thread end = new Thread(server::close, "chaos-end");
            Runtime.getRuntime().addShutdownHook(end);
            server.start();
            run(server, database, http, new Judge(clock, findings));
            Runtime.getRuntime().removeShutdownHook(end);
        } finally {
            http.shutdownNow();
        }
    }

    private void run(ServerUnderTest server, Database database, HttpClient http, Judge judge)
            throws IOException, InterruptedException, SQLException {
        HttpApi api = new HttpApi(http, awaitServing(server, judge.clock()));
        List<String> projects = new ArrayList<>();
        for (int i = 1; i <= plan.projects(); i++) {
            projects.add(api.createProject("Chaos " + i));
        }
        RecoveryTimes recovery = new RecoveryTimes(judge.clock());
        FaultInjector injector = new FaultInjector(plan, server, database, recovery, judge);
        ChaosClient.World world = new ChaosClient.World(http, server::uri, recovery, judge);
        try (Clients clients = new Clients(clients(projects, world), plan, judge)) {
            clients.start();
            injector.run();
            clients.settle(SETTLE_MS);
            injector.lastKill();
            awaitServing(server, judge.clock());
            clients.settle(SETTLE_MS);
            List<ProjectChecker> checkers =
                    check(clients, projects, new HttpApi(http, awaitServing(server, judge.clock())), database);
            Report report = new Report(clients.clients());
            if (report.durable() == 0) {
                findings.add("no edit became durable");
            }
            report.faults(injector, clients.aborts());
            report.edits(checkers);
            report.recovery(recovery);
            report.machine(judge.clock().report());
        }
    }

    private static List<Long> serverPids(ServerUnderTest server, Database database) {
        Stream<ProcessHandle> started = server.pid().flatMap(ProcessHandle::of).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()));
        return Stream.concat(started, database.processes().stream())
                .map(ProcessHandle::pid)
                .distinct()
                .toList();
    }

    private static URI awaitServing(ServerUnderTest server, FairClock clock) throws InterruptedException {
        if (!clock.await(START_MS, () -> server.uri().isPresent())) {
            throw new IllegalStateException("the server does not serve; see its log");
        }
        return server.uri().orElseThrow();
    }

    private List<ChaosClient> clients(List<String> projects, ChaosClient.World world) {
        Random seeds = new Random(plan.seed() * 31 + 7);
        List<ChaosClient> clients = new ArrayList<>();
        for (int i = 0; i < plan.projects() * plan.clients(); i++) {
            clients.add(new ChaosClient(
                    "c" + (i + 1), projects.get(i % plan.projects()), world, new Random(seeds.nextLong())));
        }
        return clients;
    }

    private List<ProjectChecker> check(Clients clients, List<String> projects, HttpApi api, Database database)
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
                ProjectChecker checker =
                        new ProjectChecker(project, itsClients, StoredProject.of(connection, project), findings);
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
