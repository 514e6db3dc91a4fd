package dev.easel.server;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Edits one board on a thread of its own, one edit after the other was called durable, and comes back when its socket
 * is closed, as the SDK does: after 50 to 150 ms, with everything that has no seq. Keeps when each edit was durable.
 */
final class RovingEditor {
    /** Ids that it writes, again and again. */
    private static final int IDS = 40;

    private final String name;
    private final String project;
    private final Supplier<URI> balancer;
    private final BoardClient client = new BoardClient();
    private final List<Long> durableAt = new ArrayList<>();
    private final Thread thread;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger edits = new AtomicInteger();
    private volatile boolean isEnding;
    private volatile Throwable failure;

    /** @param balancer where the next connection goes */
    private RovingEditor(String name, String project, Supplier<URI> balancer) {
        this.name = name;
        this.project = project;
        this.balancer = balancer;
        thread = Thread.ofPlatform().name("editor-" + name).unstarted(this::run);
        thread.setUncaughtExceptionHandler((_, broken) -> failure = broken);
    }

    static RovingEditor start(String name, String project, Supplier<URI> balancer) {
        RovingEditor editor = new RovingEditor(name, project, balancer);
        editor.thread.start();
        return editor;
    }

    private void run() {
        comeBack();
        while (!isEnding) {
            long edit = edit();
            while (!client.awaitDurableOrAgain(edit)) {
                if (client.isClosed()) {
                    comeBack();
                }
                resend();
            }
            durableAt.add(System.nanoTime());
            edits.incrementAndGet();
        }
    }

    private long edit() {
        int number = edits.get() + 1;
        String change =
                "{\"op\":\"put\",\"id\":\"" + name + "_" + number % IDS + "\",\"props\":{\"n\":" + number + "}}";
        try {
            return client.edit(change);
        } catch (CompletionException _) {
            return number; // the socket is closed, and the edit waits in the client
        }
    }

    private void comeBack() {
        boolean isBack = connections.get() == 0 && client.tryJoin(balancer.get(), project);
        while (!isBack) {
            pause();
            isBack = client.tryJoin(balancer.get(), project);
        }
        connections.incrementAndGet();
    }

    private void resend() {
        try {
            client.resendUnsettled();
        } catch (CompletionException _) {
            // closed again: that is seen while the edit is waited for
        }
    }

    /** What the SDK waits after {@code moved}; it is the client's, and no wait for the server. */
    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50 + ThreadLocalRandom.current().nextInt(100));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** How many of its edits are durable. */
    int edits() {
        if (failure != null) {
            throw new AssertionError("editor " + name, failure);
        }
        return edits.get();
    }

    /** Ends when its last edit is durable; it stays connected. */
    BoardClient end() throws InterruptedException {
        isEnding = true;
        thread.join();
        edits(); // fails where it has failed
        return client;
    }

    /** What it is about, for who wants to know why it does not go on. */
    String state() {
        return name + ": " + edits + " edits, " + connections + " connections, "
                + Arrays.stream(thread.getStackTrace())
                        .filter(frame -> frame.getClassName().startsWith("dev.easel"))
                        .toList()
                + ", heard last " + client.received().getLast();
    }

    int connections() {
        return connections.get();
    }

    /** Milliseconds between one durable edit and the next, in order. Only after its end. */
    List<Long> gapsMs() {
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < durableAt.size(); i++) {
            gaps.add(TimeUnit.NANOSECONDS.toMillis(durableAt.get(i) - durableAt.get(i - 1)));
        }
        return gaps;
    }
}
