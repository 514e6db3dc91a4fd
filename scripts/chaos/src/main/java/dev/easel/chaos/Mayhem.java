package dev.easel.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Does to the server what the plan says, in an order and at times drawn from the seed. Most disasters wait until there is
 * life after the one before; one in four comes soon after it, whatever is going on.
 */
final class Mayhem {
    private static final int LIFE_MS = 30_000;
    private static final int SOON_MS = 1_600;

    private final Plan plan;
    private final Victim victim;
    private final Database database;
    private final Pulse pulse;
    private final Findings findings;
    private final Random random;
    private final Map<Disaster, Integer> done = new EnumMap<>(Disaster.class);
    private final long began = System.nanoTime();
    private int killedWhileStarting;
    private int cutConnections;

    Mayhem(Plan plan, Victim victim, Database database, Pulse pulse, Findings findings) {
        this.plan = plan;
        this.victim = victim;
        this.database = database;
        this.pulse = pulse;
        this.findings = findings;
        this.random = new Random(plan.seed());
    }

    /** All but the last kill. */
    void run() throws InterruptedException {
        List<Disaster> all = new ArrayList<>();
        all.addAll(Collections.nCopies(Math.max(0, plan.kills() - 1), Disaster.KILL));
        all.addAll(Collections.nCopies(plan.terminations(), Disaster.TERMINATION));
        all.addAll(Collections.nCopies(plan.postgresKills(), Disaster.POSTGRES_KILL));
        all.addAll(Collections.nCopies(plan.cuts(), Disaster.CUT));
        Collections.shuffle(all, random);
        for (int i = 0; i < all.size(); i++) {
            await((i + random.nextDouble()) * plan.seconds() / all.size());
            strike(all.get(i));
        }
        TimeUnit.MILLISECONDS.sleep(Math.max(0, msUntil(plan.seconds())));
        awaitLife("the last disaster");
    }

    /** When all is settled: what is judged then has been loaded from what was durable. */
    void lastKill() throws InterruptedException {
        if (plan.kills() > 0) {
            strike(Disaster.KILL);
        }
    }

    /** @param seconds after the beginning, as planned */
    private void await(double seconds) throws InterruptedException {
        if (random.nextInt(4) == 0) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(SOON_MS));
            return;
        }
        awaitLife("a disaster");
        TimeUnit.MILLISECONDS.sleep(Math.max(msUntil(seconds), random.nextInt(500)));
    }

    private long msUntil(double seconds) {
        return (long) (seconds * 1e3) - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }

    private void awaitLife(String after) throws InterruptedException {
        if (!pulse.awaitLife(LIFE_MS)) {
            findings.add("no edit made after " + after + " became durable within " + LIFE_MS / 1_000 + " s");
        }
    }

    private void strike(Disaster disaster) throws InterruptedException {
        boolean served = victim.uri().isPresent();
        System.out.printf(
                "%6.1f s  %s%s%n", (System.nanoTime() - began) / 1e9, disaster, served ? "" : " while it starts");
        switch (disaster) {
            case KILL -> {
                victim.kill();
                killedWhileStarting += served ? 0 : 1;
            }
            case TERMINATION -> victim.terminate();
            case POSTGRES_KILL -> awaitKilled();
            case CUT -> cutConnections += database.cut();
        }
        pulse.struck(disaster);
        done.merge(disaster, 1, Integer::sum);
        if (disaster == Disaster.KILL || disaster == Disaster.TERMINATION) {
            victim.start();
        }
    }

    /** There may be none just now: then it is on its way. */
    private void awaitKilled() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIFE_MS);
        while (!database.kill()) {
            if (System.nanoTime() - deadline > 0) {
                findings.add("PostgreSQL was not started again within " + LIFE_MS / 1_000 + " s");
                return;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    int done(Disaster disaster) {
        return done.getOrDefault(disaster, 0);
    }

    int killedWhileStarting() {
        return killedWhileStarting;
    }

    int cutConnections() {
        return cutConnections;
    }
}
