package dev.easel.server.idempotence;

import dev.easel.server.persistence.HeldEdit;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Asks the store about a client's edits. Nothing of the client is forgotten meanwhile. Confined to the project's loop.
 */
public final class EditLookup {
    private final EditNumbers numbers;
    private final Executor loop;

    /** @param loop runs what is done with an answer on the project's loop */
    public EditLookup(EditNumbers numbers, Executor loop) {
        this.numbers = numbers;
        this.loop = loop;
    }

    /** What the store finds is remembered; then {@code found} or {@code failed} runs on the loop. */
    public void ask(
            UUID client, Future<List<HeldEdit>> question, Consumer<List<HeldEdit>> found, Consumer<Throwable> failed) {
        numbers.holdAll(client);
        question.onComplete((stored, failure) -> loop.execute(() -> {
            if (failure == null) {
                numbers.learn(client, stored);
            }
            numbers.releaseAll(client);
            if (failure == null) {
                found.accept(stored);
            } else {
                failed.accept(failure);
            }
        }));
    }
}
