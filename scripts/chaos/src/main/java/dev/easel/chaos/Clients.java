package dev.easel.chaos;

import dev.easel.chaos.machine.FairClock;
import dev.easel.chaos.verdict.Findings;
import dev.easel.chaos.verdict.Judge;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** All clients, driven by one thread; now and then one of them loses its connection. */
final class Clients implements AutoCloseable {
    private static final int TICK_MS = 5;
    private static final double ABORTS_A_SECOND = 1.5;

    private final List<ChaosClient> clients;
    private final double rateEach;
    private final Random random;
    private final FairClock clock;
    private final Findings findings;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("clients").factory());
    private volatile boolean editing = true;
    private int aborts;

    Clients(List<ChaosClient> clients, Plan plan, Judge judge) {
        this.clients = clients;
        this.rateEach = (double) plan.rate() / clients.size();
        this.random = new Random(~plan.seed());
        this.clock = judge.clock();
        this.findings = judge.findings();
    }

    void start() {
        thread.scheduleWithFixedDelay(this::tick, 0, TICK_MS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            clients.forEach(client -> client.tick(editing ? rateEach : 0));
            if (editing && random.nextDouble() < ABORTS_A_SECOND * TICK_MS / 1e3) {
                clients.get(random.nextInt(clients.size())).abort();
                aborts++;
            }
        } catch (RuntimeException broken) {
            findings.add("the clients broke: " + broken);
            throw broken;
        }
    }

    /** Stops editing; returns when every edit is settled or, in time, is a finding. */
    void settle(long ms) throws InterruptedException {
        editing = false;
        if (!await(ms, ChaosClient::isSettled)) {
            clients.stream()
                    .filter(client -> !client.isSettled())
                    .forEach(client -> findings.add("not settled in time: " + client.state()));
        }
    }

    /** Waits until the condition holds for all clients; false when it does not in time. */
    boolean await(long ms, Predicate<ChaosClient> fits) throws InterruptedException {
        return clock.await(ms, () -> clients.stream().allMatch(fits));
    }

    /** How these stand, for people. */
    List<String> states(Set<String> names) {
        return clients.stream()
                .filter(client -> names.contains(client.name()) || names.contains(client.project()))
                .map(ChaosClient::state)
                .toList();
    }

    List<ChaosClient> clients() {
        return clients;
    }

    int aborts() {
        return aborts;
    }

    /** Ends all connections. */
    @Override
    public void close() {
        thread.shutdownNow();
        clients.forEach(ChaosClient::abort);
    }
}
