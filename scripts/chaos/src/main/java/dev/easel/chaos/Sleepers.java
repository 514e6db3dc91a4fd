package dev.easel.chaos;

import dev.easel.chaos.client.ChaosClient;
import dev.easel.chaos.client.Standing;
import dev.easel.chaos.verdict.Judge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Clients on connections to an instance that is paused, which wait for it. When it runs again, and their project has
 * another owner, it may apply nothing that they have sent since: they are sent there. (That an edit was applied or
 * durable before the pause it may tell, and nobody is harmed.)
 */
final class Sleepers {
    private static final long LIMIT_MS = 20_000;

    private final Judge judge;
    private final List<Long> back = new ArrayList<>();
    private Map<ChaosClient, Standing> asleep = Map.of();
    private long pausedAt;

    Sleepers(Judge judge) {
        this.judge = judge;
    }

    /** The instance is paused: nothing that is sent from now on reaches it before it wakes. */
    void paused() {
        pausedAt = System.nanoTime();
    }

    /** It has been paused for so long that nothing of it is on its way any more. */
    void fallAsleep(List<ChaosClient> clients) {
        asleep = new HashMap<>();
        for (ChaosClient client : clients) {
            Standing standing = client.standing();
            if (standing.isLive()) {
                asleep.put(client, standing);
            }
        }
    }

    /**
     * Lets the instance run on, and returns when all have left it.
     *
     * @param isElsewhere whether the instance had a project, which has another owner now
     */
    void wake(Runnable resume, Predicate<String> isElsewhere) throws InterruptedException {
        asleep.entrySet()
                .removeIf(it -> !it.getKey().standing().equals(it.getValue())
                        || it.getKey().isSettled()
                        || !isElsewhere.test(it.getKey().project()));
        long at = System.nanoTime();
        resume.run();
        boolean inTime = judge.clock().await(LIMIT_MS, () -> {
            asleep.entrySet().removeIf(it -> hasLeft(it.getKey(), it.getValue(), at));
            return asleep.isEmpty();
        });
        if (!inTime) {
            asleep.keySet()
                    .forEach(it -> judge.findings().add("still with an owner that had been paused: " + it.state()));
        }
    }

    private boolean hasLeft(ChaosClient client, Standing before, long wokenAt) {
        Standing now = client.standing();
        boolean isOther = now.attempt() != before.attempt();
        if ((isOther ? now.answeredBefore() : now.answered()) - pausedAt > 0) {
            judge.findings()
                    .add("O4: an owner that had been paused, and has lost its project, applied an edit of "
                            + client.name());
            return true;
        }
        if (!isOther || !now.isLive()) {
            return false;
        }
        back.add(System.nanoTime() - wokenAt);
        return true;
    }

    /** For people: the time from waking until live with the new owner. */
    @Override
    public String toString() {
        List<Long> sorted = back.stream().sorted().toList();
        return sorted.isEmpty()
                ? "-"
                : String.format(
                        "%d clients, at the new owner: median %.2f s, worst %.2f s",
                        sorted.size(), sorted.get(sorted.size() / 2) / 1e9, sorted.getLast() / 1e9);
    }
}
