package dev.easel.server.dashboard;

import dev.easel.server.ownership.OtherInstance;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Asks all other instances that live the same, at the same time. From any thread. */
final class Gathering {
    /** How many are told of: of more, those by whose address they come last are left out. */
    static final int MOST = 31;

    /** The time they have to answer, in milliseconds: then they are silent. */
    static final long DEADLINE_MS = 2_000;

    /** The longest answer: an hour of steps takes about 80 KiB, a thousand last saves 120 KiB. */
    static final int MOST_BYTES = 512 << 10;

    private final Others others;

    Gathering(Others others) {
        this.others = others;
    }

    /** Never fails: whoever does not answer is there without an answer. In the order of their addresses. */
    Future<Gathered> ask(String uri) {
        return others.all().otherwise(List.of()).compose(all -> {
            List<OtherInstance> asked = all.stream()
                    .sorted(Comparator.comparing(
                                    (OtherInstance it) -> it.address().toString())
                            .thenComparing(OtherInstance::id))
                    .limit(MOST)
                    .toList();
            List<Future<Answer>> answers =
                    asked.stream().map(it -> answer(it, uri)).toList();
            return Future.join(answers)
                    .map(_ -> new Gathered(answers.stream().map(Future::result).toList(), all.size() - asked.size()));
        });
    }

    private Future<Answer> answer(OtherInstance other, String uri) {
        return other.isDead()
                ? Future.succeededFuture(new Answer(other, Optional.empty()))
                : others.ask(other.there(), uri, DEADLINE_MS, MOST_BYTES)
                        .map(Optional::of)
                        .otherwise(Optional.empty())
                        .map(body -> new Answer(other, body));
    }

    /**
     * @param omitted how many others there are
     */
    record Gathered(List<Answer> answers, int omitted) {}

    /** @param body empty where it is dead, or silent */
    record Answer(OtherInstance from, Optional<Buffer> body) {}
}
