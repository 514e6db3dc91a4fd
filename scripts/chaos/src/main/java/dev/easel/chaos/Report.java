package dev.easel.chaos;

import dev.easel.chaos.client.ChaosClient;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** What a run did and found, in figures for people, on standard output. */
final class Report {
    private final List<ChaosClient> clients;

    Report(List<ChaosClient> clients) {
        this.clients = clients;
    }

    /** @param aborts sockets that clients have cut */
    void edits(List<ProjectChecker> checkers, int aborts) {
        line("edits made", sum(it -> it.outbox().made().size()) + ", sent again " + sum(Report::sentAgain));
        line("edits durable", durable());
        line("lost", checkers.stream().mapToInt(ProjectChecker::lost).sum());
        line("doubled", checkers.stream().mapToInt(ProjectChecker::doubled).sum());
        line(
                "edits refused",
                sum(it -> it.outbox().refused().size()) + ", of them made while away "
                        + sum(Report::madeAway) + "; offered again "
                        + sum(it -> it.retries().offered()) + ", given up "
                        + sum(it -> it.retries().givenUp()));
        Map<String, Integer> syncs = new TreeMap<>();
        clients.forEach(it -> it.syncs().forEach((reason, count) -> syncs.merge(reason, count, Integer::sum)));
        line("sockets cut", aborts);
        line("syncs", syncs + ", told to stop " + sum(ChaosClient::stops));
    }

    int durable() {
        return sum(it -> it.outbox().durable().size());
    }

    private static int sentAgain(ChaosClient client) {
        return (int) client.outbox().made().stream().filter(it -> it.sends > 1).count();
    }

    private static int madeAway(ChaosClient client) {
        return (int) client.outbox().refused().values().stream()
                .filter(it -> it.madeAway)
                .count();
    }

    private int sum(ToIntFunction<ChaosClient> count) {
        return clients.stream().mapToInt(count).sum();
    }

    void line(String name, Object value) {
        System.out.printf("%-24s%s%n", name, value);
    }
}
