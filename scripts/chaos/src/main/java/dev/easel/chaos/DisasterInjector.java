package dev.easel.chaos;

import dev.easel.chaos.client.Clients;
import dev.easel.chaos.client.Witness;
import dev.easel.chaos.line.Line;
import dev.easel.chaos.server.Cluster;
import dev.easel.chaos.server.Database;
import dev.easel.chaos.server.Instance;
import dev.easel.chaos.verdict.Judge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Brings the disasters of the plan upon several instances, in an order and at times drawn from the seed. Most wait
 * until all is well after the one before; one in four comes soon after it.
 */
final class DisasterInjector implements Misfortunes {
    /** After a disaster is over, by the fair clock: for an instance that starts, and for every project and client. */
    private static final int LIMIT_MS = 30_000;

    private static final int SOON_MS = 1_600;

    /** Between the end of a killed instance and its next start, in which the others use the cores. */
    private static final int DOWN_MS = 3_000;

    private static final int LONG_PAUSE_MS = 20_000;
    private static final int LEASE_MS = Integer.parseInt(System.getenv().getOrDefault("EASEL_LEASE_MS", "5000"));

    private final List<Disaster> disasters = new ArrayList<>();
    private final Cluster cluster;
    private final Database database;
    private final Set<String> projects;
    private final Outages outages;
    private final Sleepers sleepers;
    private final Judge judge;
    private final Random random;
    private final long calmMs;
    private final long began = System.nanoTime();

    DisasterInjector(
            Plan.Disasters disasters,
            Plan plan,
            Cluster cluster,
            Database database,
            List<String> projects,
            Judge judge) {
        this.cluster = cluster;
        this.database = database;
        this.projects = Set.copyOf(projects);
        this.outages = new Outages(plan.clientNames(), System::nanoTime, judge.clock()::nanos);
        this.sleepers = new Sleepers(judge);
        this.judge = judge;
        this.random = new Random(plan.seed());
        this.calmMs = TimeUnit.SECONDS.toMillis(disasters.calm());
        disasters.kinds().forEach((kind, count) -> this.disasters.addAll(Collections.nCopies(count, kind)));
        Collections.shuffle(this.disasters, random);
    }

    @Override
    public Witness witness() {
        return outages;
    }

    @Override
    public void run(Clients clients) throws InterruptedException {
        for (Disaster disaster : disasters) {
            if (calmMs > 0) {
                awaitWell(clients);
                TimeUnit.MILLISECONDS.sleep(calmMs);
            } else if (random.nextInt(4) == 0) {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(SOON_MS));
            } else {
                awaitWell(clients);
                TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(SOON_MS));
            }
            strike(disaster, clients);
        }
        awaitWell(clients);
    }

    /** All of them at once. */
    @Override
    public void last() throws InterruptedException {
        for (Instance instance : cluster.instances()) {
            instance.server().kill();
        }
        cluster.instances().forEach(it -> it.server().start());
    }

    private void awaitWell(Clients clients) throws InterruptedException {
        if (!judge.clock().await(LIMIT_MS, () -> cluster.isServing() && outages.isOver())) {
            judge.findings()
                    .add("not well again within " + LIMIT_MS / 1_000 + " s of the machine's time: "
                            + (cluster.isServing() ? "" : "an instance does not serve, ") + outages.leftBehind() + " "
                            + clients.states(outages.leftBehind()));
        }
    }

    private void strike(Disaster disaster, Clients clients) throws InterruptedException {
        Map<String, Instance> owners = owners();
        Instance victim = victim(owners);
        Set<String> hit = disaster.isOfOne() && !owners.isEmpty() ? owned(owners, victim) : projects;
        System.out.printf(
                "%6.1f s  %s%s%n",
                (System.nanoTime() - began) / 1e9,
                disaster,
                disaster.isOfOne() ? " of " + victim.name() + ", projects " + hit.size() : "");
        outages.begins(disaster, hit);
        switch (disaster) {
            case KILL -> kill(victim);
            case PAUSE -> pause(victim, owned(owners, victim), clients, LEASE_MS + random.nextInt(LEASE_MS));
            case LONG_PAUSE -> pause(victim, owned(owners, victim), clients, LONG_PAUSE_MS);
            case ROLLING_RESTART -> restartAll();
            case DATABASE_LINE_BROKEN, FORWARDING_LINE_BROKEN, BALANCER_LINE_BROKEN ->
                hurt(lines(disaster, victim), Line::breakOff, 200 + random.nextInt(3_000));
            case DATABASE_LINE_SILENT, FORWARDING_LINE_SILENT, BALANCER_LINE_SILENT ->
                hurt(lines(disaster, victim), Line::silence, 1_000 + random.nextInt(2 * LEASE_MS));
            case DATABASE_LINE_SLOW, FORWARDING_LINE_SLOW, BALANCER_LINE_SLOW -> {
                int byMs = 20 + random.nextInt(200);
                hurt(lines(disaster, victim), line -> line.slow(byMs), 1_000 + random.nextInt(5_000));
            }
            case CONNECTIONS_CUT -> {
                database.cut();
                outages.struck();
            }
            case POSTGRES_KILL, FAILOVER -> killPrimary(disaster);
        }
        outages.over();
    }

    /** Empty when the database cannot tell just now. */
    private Map<String, Instance> owners() {
        try {
            return cluster.owners();
        } catch (SQLException | IOException _) {
            return Map.of();
        }
    }

    /** The owner of any project, or else anybody. */
    private Instance victim(Map<String, Instance> owners) {
        List<Instance> some = owners.isEmpty()
                ? cluster.instances()
                : owners.values().stream()
                        .sorted((one, other) -> one.name().compareTo(other.name()))
                        .toList();
        return some.get(random.nextInt(some.size()));
    }

    private Set<String> owned(Map<String, Instance> owners, Instance owner) {
        return projects.stream().filter(it -> owners.get(it) == owner).collect(Collectors.toSet());
    }

    private void kill(Instance victim) throws InterruptedException {
        victim.server().kill();
        outages.struck();
        TimeUnit.MILLISECONDS.sleep(DOWN_MS);
        victim.server().start();
    }

    /** @param owned the projects of which it is known that it has them */
    private void pause(Instance victim, Set<String> owned, Clients clients, int forMs) throws InterruptedException {
        victim.server().pause();
        sleepers.paused();
        outages.struck();
        TimeUnit.MILLISECONDS.sleep(LEASE_MS / 2);
        sleepers.fallAsleep(clients.clients());
        TimeUnit.MILLISECONDS.sleep(forMs - LEASE_MS / 2);
        Map<String, Instance> owners = owners();
        sleepers.wake(victim.server()::resume, it -> owned.contains(it) && owners.getOrDefault(it, victim) != victim);
    }

    private void restartAll() throws InterruptedException {
        outages.struck();
        for (Instance instance : cluster.instances()) {
            instance.server().terminate();
            instance.server().start();
            if (!judge.clock().await(LIMIT_MS, instance.server()::isServing)) {
                judge.findings().add(instance.name() + " does not start");
            }
        }
    }

    private static List<Line> lines(Disaster disaster, Instance victim) {
        return victim.lines(disaster.lines().orElseThrow());
    }

    /** Of those that were silent, one half come back without the connections that there were. */
    private void hurt(List<Line> lines, Consumer<Line> harm, int forMs) throws InterruptedException {
        lines.forEach(harm);
        outages.struck();
        TimeUnit.MILLISECONDS.sleep(forMs);
        if (random.nextBoolean()) {
            lines.forEach(Line::breakOff);
        }
        lines.forEach(Line::mend);
    }

    private void killPrimary(Disaster disaster) {
        try {
            database.killPrimary();
            outages.struck();
            if (disaster == Disaster.FAILOVER) {
                database.failOver();
            } else {
                database.restartPrimary();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (SQLException failure) {
            throw new IllegalStateException("the standby did not take over", failure);
        }
    }

    @Override
    public void report(Report report) {
        for (Disaster kind : Disaster.values()) {
            if (outages.kinds().contains(kind)) {
                report.line(kind.toString(), outages.of(kind));
            }
        }
        report.line("after a pause", sleepers);
    }
}
