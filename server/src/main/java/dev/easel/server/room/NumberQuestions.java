package dev.easel.server.room;

import dev.easel.protocol.ServerMessage.AppliedEdit;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** Questions to the store about a client's edits; nothing of the client is forgotten meanwhile. Confined to the loop. */
final class NumberQuestions {
    private final EditNumbers numbers;
    private final Loop loop;

    NumberQuestions(EditNumbers numbers, Loop loop) {
        this.numbers = numbers;
        this.loop = loop;
    }

    EditNumbers numbers() {
        return numbers;
    }

    /** What the store finds is learned, and then one of the two is called on the loop. */
    void ask(
            UUID client,
            Future<List<AppliedEdit>> question,
            Consumer<List<AppliedEdit>> found,
            Consumer<Throwable> failed) {
        numbers.ask(client);
        question.onComplete((stored, failure) -> loop.execute(() -> {
            numbers.learn(client, failure == null ? stored : List.of());
            if (failure == null) {
                found.accept(stored);
            } else {
                failed.accept(failure);
            }
        }));
    }
}
