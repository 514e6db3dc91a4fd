package dev.easel.chaos.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** One consumer of the change feed for every second project; all of them are killed at random times. */
public final class FeedConsumers implements AutoCloseable {
    private static final int TICK_MS = 50;
    /** Between two kills of one consumer, on average. */
    private static final int LIFE_MS = 1_000;

    private static final int PROJECTS_EACH = 2;

    private final List<FeedConsumer> consumers;
    private final ChaosClient.World world;
    private final Random random;
    private final ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("feed-kills").factory());
    private final List<Thread> threads;

    public FeedConsumers(List<String> projects, ChaosClient.World world, Random random) {
        this.world = world;
        this.random = random;
        this.consumers = IntStream.range(0, projects.size())
                .filter(number -> number % PROJECTS_EACH == 0)
                .mapToObj(projects::get)
                .map(project -> new FeedConsumer(
                        project,
                        world.http(),
                        world.server(),
                        finding -> world.judge().findings().add(project + ": " + finding)))
                .toList();
        this.threads = consumers.stream()
                .map(consumer -> Thread.ofVirtual().name("feed").unstarted(consumer))
                .toList();
    }

    public void start() {
        threads.forEach(Thread::start);
        killer.scheduleWithFixedDelay(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        for (FeedConsumer consumer : consumers) {
            if (random.nextInt(LIFE_MS / TICK_MS) == 0) {
                kill(consumer);
            }
        }
    }

    private static void kill(FeedConsumer consumer) {
        try {
            consumer.kill();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * What the consumer of this project has kept, once it has kept an event as late as this one, or {@code ms}
     * milliseconds have passed. Empty where the project has no consumer.
     */
    public Optional<List<JsonNode>> kept(String project, long seq, long ms) throws InterruptedException {
        Optional<FeedConsumer> consumer =
                consumers.stream().filter(it -> it.project().equals(project)).findFirst();
        if (consumer.isPresent()) {
            world.judge().clock().await(ms, () -> consumer.get().last() >= seq);
        }
        return consumer.map(FeedConsumer::kept);
    }

    public int kills() {
        return consumers.stream().mapToInt(FeedConsumer::kills).sum();
    }

    /** For people. */
    public String report() {
        return consumers.size() + ", killed " + kills() + " times; events taken "
                + consumers.stream().mapToInt(it -> it.kept().size()).sum();
    }

    @Override
    public void close() {
        killer.shutdownNow();
        threads.forEach(Thread::interrupt);
        consumers.forEach(FeedConsumers::kill);
    }
}
