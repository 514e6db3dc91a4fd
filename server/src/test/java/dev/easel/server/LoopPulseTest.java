package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.health.Pulse;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class LoopPulseTest {
    @Test
    @DisplayName("a loop whose thread is stuck is named by its thread, and well again when that goes on")
    void stuck() throws Exception {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        CountDownLatch goesOn = new CountDownLatch(1);
        try {
            Pulse pulse = LoopPulse.of(vertx);
            Context loop = vertx.getOrCreateContext();
            CompletableFuture<String> thread = new CompletableFuture<>();
            loop.runOnContext(_ -> {
                thread.complete(Thread.currentThread().getName());
                try {
                    goesOn.await();
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            });
            String name = thread.get();
            for (int i = 0; i <= Pulse.HANGS_AFTER; i++) {
                pulse.ask();
            }
            assertEquals(List.of(name), pulse.hanging());
            goesOn.countDown();
            CompletableFuture<Void> behind = new CompletableFuture<>();
            loop.runOnContext(_ -> behind.complete(null));
            behind.get();
            pulse.ask();
            assertTrue(pulse.hanging().isEmpty());
        } finally {
            goesOn.countDown();
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }
}
