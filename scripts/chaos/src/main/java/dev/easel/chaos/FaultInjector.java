package dev.easel.chaos;

import dev.easel.chaos.client.Clients;
import dev.easel.chaos.client.Witness;
import dev.easel.chaos.machine.FairClock;
import dev.easel.chaos.server.Database;
import dev.easel.chaos.server.ServerUnderTest;
import dev.easel.chaos.verdict.Findings;
import dev.easel.chaos.verdict.Judge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Injects the faults of the plan, in an order and at times drawn from the seed. Most faults wait until there is
 * life after the one before; one in four comes soon after it, without waiting for recovery.
 */
final class FaultInjector implements Misfortunes {
    private static final int RESTART_MS = 30_000;
    private static final int SOON_MS = 1_600;

    private final Plan.Faults plan;
    private final ServerUnderTest server;
    private final Database database;
    private final RecoveryTimes recovery;
    private final FairClock clock;
    private final Findings findings;
    private final Random random;
    private final Map<Fault, Integer> done = new EnumMap<>(Fault.class);
    private final long began = System.nanoTime();
    private int killedWhileStarting;
    private int cutConnections;

    FaultInjector(Plan.Faults plan, long seed, ServerUnderTest server, Database database, Judge judge) {
        this.plan = plan;
        this.server = server;
        this.database = database;
        this.recovery = new RecoveryTimes(judge.clock());
        this.clock = judge.clock();
        this.findings = judge.findings();
        this.random = new Random(seed);
    }

    @Override
    public Witness witness() {
        return recovery;
    }

    /** All but the last kill. */
    @Override
    public void run(Clients clients) throws InterruptedException {
        List<Fault> all = new ArrayList<>();
        all.addAll(Collections.nCopies(Math.max(0, plan.kills() - 1), Fault.KILL));
        all.addAll(Collections.nCopies(plan.terminations(), Fault.TERMINATION));
        all.addAll(Collections.nCopies(plan.postgresKills(), Fault.POSTGRES_KILL));
        all.addAll(Collections.nCopies(plan.cuts(), Fault.CUT));
        all.addAll(Collections.nCopies(plan.failovers(), Fault.FAILOVER));
        Collections.shuffle(all, random);
        for (int i = 0; i < all.size(); i++) {
            await((i + random.nextDouble()) * plan.seconds() / all.size());
            strike(all.get(i));
        }
        TimeUnit.MILLISECONDS.sleep(Math.max(0, msUntil(plan.seconds())));
        awaitLife("the last fault");
    }

    @Override
    public void last() throws InterruptedException {
        if (plan.kills() > 0) {
            strike(Fault.KILL);
        }
    }

    /** @param seconds after the beginning, as planned */
    private void await(double seconds) throws InterruptedException {
        if (random.nextInt(4) == 0) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(SOON_MS));
            return;
        }
        awaitLife("a fault");
        TimeUnit.MILLISECONDS.sleep(Math.max(msUntil(seconds), random.nextInt(500)));
    }

    private long msUntil(double seconds) {
        return (long) (seconds * 1e3) - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }

    private void awaitLife(String after) throws InterruptedException {
        if (!recovery.awaitLife()) {
            findings.add("no edit made after " + after + " became durable within " + RecoveryTimes.LIMIT_MS / 1_000
                    + " s of the machine's time");
        }
    }

    private void strike(Fault fault) throws InterruptedException {
        boolean served = server.uri().isPresent();
        System.out.printf(
                "%6.1f s  %s%s%n", (System.nanoTime() - began) / 1e9, fault, served ? "" : " while it starts");
        switch (fault) {
            case KILL -> {
                server.kill();
                killedWhileStarting += served ? 0 : 1;
            }
            case TERMINATION -> server.terminate();
            case POSTGRES_KILL -> awaitKilled();
            case CUT -> cutConnections += database.cut();
            case FAILOVER -> killPrimary();
        }
        recovery.struck(fault);
        done.merge(fault, 1, Integer::sum);
        if (fault == Fault.FAILOVER) {
            failOver();
        }
        if (fault == Fault.KILL || fault == Fault.TERMINATION) {
            server.start();
        }
    }

    private void killPrimary() {
        try {
            database.killPrimary();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void failOver() {
        try {
            database.failOver();
        } catch (IOException | SQLException failure) {
            throw new IllegalStateException("the standby did not take over", failure);
        }
    }

    /** There may be none just now: then it is on its way. */
    private void awaitKilled() throws InterruptedException {
        if (!clock.await(RESTART_MS, database::kill)) {
            findings.add("PostgreSQL was not started again within " + RESTART_MS / 1_000 + " s");
        }
    }

    private int done(Fault fault) {
        return done.getOrDefault(fault, 0);
    }

    @Override
    public void report(Report report) {
        report.line(
                "server kills",
                done(Fault.KILL) + ", of them " + killedWhileStarting + " while it started; ended with SIGTERM "
                        + done(Fault.TERMINATION));
        report.line("PostgreSQL kills", done(Fault.POSTGRES_KILL));
        report.line("failovers", done(Fault.FAILOVER));
        report.line("connections cut", cutConnections + ", in " + done(Fault.CUT) + " cuts");
        report.line("server recovers", recovery.of(Fault.KILL));
        report.line("PostgreSQL too", recovery.of(Fault.POSTGRES_KILL));
        report.line("after a failover", recovery.of(Fault.FAILOVER));
    }
}
