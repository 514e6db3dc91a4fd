package dev.easel.server.database;

import dev.easel.server.database.HostAnswer.Failed;
import dev.easel.server.database.HostAnswer.NoneWrites;
import dev.easel.server.database.HostAnswer.ReadOnly;
import dev.easel.server.database.HostAnswer.TakesWrites;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Asks all hosts once, at the same time, and chooses one: of those that take writes the one that was promoted last, and
 * of equal ones the first of the address. Ends when all have answered, or {@link Waits#OTHER_HOSTS_MS} after the first
 * that takes writes. Used once, on its context.
 */
final class SearchRound {
    /** The chosen host. */
    record Choice(DatabaseHost host, TakesWrites answer) {}

    private final Context context;
    private final DatabaseAddress address;
    private final Function<DatabaseHost, Future<HostAnswer>> ask;
    private final TakesWrites latest;
    private final Set<DatabaseHost> hosts;
    private final Map<DatabaseHost, HostAnswer> answers = new HashMap<>();
    private final Promise<Choice> choice = Promise.promise();

    /**
     * @param ask never fails, and ends within a bounded time
     * @param latest what the host that was used before had said
     */
    SearchRound(
            Context context,
            DatabaseAddress address,
            Function<DatabaseHost, Future<HostAnswer>> ask,
            TakesWrites latest) {
        this.context = context;
        this.address = address;
        this.ask = ask;
        this.latest = latest;
        hosts = new LinkedHashSet<>(address.hosts());
    }

    Future<Choice> run() {
        hosts.forEach(host -> ask.apply(host).onSuccess(answer -> answered(host, answer)));
        return choice.future();
    }

    private void answered(DatabaseHost host, HostAnswer answer) {
        answers.put(host, answer);
        if (answers.size() == hosts.size()) {
            choose();
        } else if (answer instanceof TakesWrites) {
            context.owner().setTimer(Waits.OTHER_HOSTS_MS, _ -> choose());
        }
    }

    private void choose() {
        Choice best = null;
        for (DatabaseHost host : hosts) {
            if (answers.get(host) instanceof TakesWrites answer
                    && !answer.isBefore(latest)
                    && (best == null || best.answer().isBefore(answer))) {
                best = new Choice(host, answer);
            }
        }
        if (best != null) {
            choice.tryComplete(best);
        } else if (answers.size() == hosts.size()) {
            choice.tryFail(areAllRefused() ? firstFailure() : noneWrites());
        }
    }

    /** None can be used before somebody corrects something. */
    private boolean areAllRefused() {
        return answers.values().stream()
                .allMatch(answer -> answer instanceof Failed failed
                        && Verdict.of(failed.cause(), address) instanceof DatabaseRefused);
    }

    private Throwable firstFailure() {
        return ((Failed) Objects.requireNonNull(answers.get(address.hosts().getFirst()))).cause();
    }

    private NoneWrites noneWrites() {
        String told = hosts.stream().map(host -> host + " " + told(host)).collect(Collectors.joining("; "));
        return new NoneWrites(
                "no host takes writes: " + told,
                answers.values().stream().anyMatch(answer -> !(answer instanceof Failed)));
    }

    private String told(DatabaseHost host) {
        return switch (Objects.requireNonNull(answers.get(host))) {
            case Failed failed -> "cannot be reached (" + failed.cause().getMessage() + ")";
            case ReadOnly _ -> "is a standby";
            case TakesWrites old ->
                "is an old primary (timeline " + old.timeline() + ", and " + latest.timeline()
                        + " was used before): stop it, or end Easel and start it again if it is to be used";
        };
    }
}
