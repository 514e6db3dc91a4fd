package dev.easel.chaos.client;

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
public final class Clients implements AutoCloseable {
    private static final int TICK_MS = 5;

    private final List<ChaosClient> clients;
    private final double rateEach;
    private final double abortsEachTick;
    private final Random random;
    private final FairClock clock;
    private final Findings findings;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("clients").factory());
    private volatile boolean editing = true;
    private int aborts;

    /**
     * @param rate edits a second, of all together
     * @param abortsAMinute connections that clients break
     */
    public Clients(List<ChaosClient> clients, int rate, int abortsAMinute, Random random, Judge judge) {
        this.clients = clients;
        this.rateEach = (double) rate / clients.size();
        this.abortsEachTick = abortsAMinute * TICK_MS / 60_000.0;
        this.random = random;
        this.clock = judge.clock();
        this.findings = judge.findings();
    }

    public void start() {
        thread.scheduleWithFixedDelay(this::tick, 0, TICK_MS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            clients.forEach(client -> client.tick(editing ? rateEach : 0));
            if (editing && random.nextDouble() < abortsEachTick) {
                clients.get(random.nextInt(clients.size())).abort();
                aborts++;
            }
        } catch (RuntimeException broken) {
            findings.add("the clients broke: " + broken);
            throw broken;
        }
    }

    /** Stops editing; returns when every edit is settled or, in time, is a finding. */
    public void settle(long ms) throws InterruptedException {
        editing = false;
        if (!await(ms, ChaosClient::isSettled)) {
            clients.stream()
                    .filter(client -> !client.isSettled())
                    .forEach(client -> findings.add("not settled in time: " + client.state()));
        }
    }

    /** Waits until the condition holds for all clients; false when it does not in time. */
    public boolean await(long ms, Predicate<ChaosClient> fits) throws InterruptedException {
        return clock.await(ms, () -> clients.stream().allMatch(fits));
    }

    /** How these stand, for people. */
    public List<String> states(Set<String> names) {
        return clients.stream()
                .filter(client -> names.contains(client.name()) || names.contains(client.project()))
                .map(ChaosClient::state)
                .toList();
    }

    public List<ChaosClient> clients() {
        return clients;
    }

    public int aborts() {
        return aborts;
    }

    /** Ends all connections. */
    @Override
    public void close() {
        thread.shutdownNow();
        clients.forEach(ChaosClient::abort);
    }
}
