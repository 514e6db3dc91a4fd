package dev.easel.server.history;

import dev.easel.server.database.Database;
import dev.easel.server.loop.Loop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;

/**
 * Gives those who follow projects the durable events, page by page, each page when it is asked for: a slow one holds
 * none. The journal is the only source, so that nobody needs to know where a project is in memory, and nobody sees what
 * is not durable. Whether something new has come is asked for all of them in one statement, several times a second.
 *
 * <p>Confined to its loop; {@link #after} may be called from any thread, and completes on the context of the caller.
 */
public final class Feed {
    /** How often it is looked for new events, in milliseconds. */
    static final long LOOK_MS = 250;

    /** Pages that are read at the same time, each over a connection to the database. */
    static final int READS = 2;

    /** Events of one page. */
    static final int PAGE = 100;

    /** How soon who follows is heard again where the database does not answer, in milliseconds. */
    static final long AGAIN_MS = 1_000;

    private final Loop loop;
    private final Pages pages;
    private final Heads heads;
    private final Queue<Follower> toRead = new ArrayDeque<>();
    private final Map<UUID, List<Follower>> waiting = new HashMap<>();
    private int reading;
    private boolean isLooking;

    public Feed(Loop loop, Database database) {
        this(loop, new PastEvents(database)::after, new PgHeads(database));
    }

    Feed(Loop loop, Pages pages, Heads heads) {
        this.loop = loop;
        this.pages = pages;
        this.heads = heads;
    }

    /**
     * The next events after {@code seq}, as soon as there are any; an empty page when none have come for
     * {@code waitMs}. Fails with {@link HistoryUnavailable} where they can never be had.
     */
    public Future<EventPage> after(UUID project, long seq, long waitMs) {
        return page(project, seq, waitMs, true);
    }

    /**
     * The next events after {@code seq} that are there already; an empty page where there are none, or its turn has not
     * come within {@code waitMs}. Fails as {@link #after} does, and where the database does not answer.
     */
    public Future<EventPage> first(UUID project, long seq, long waitMs) {
        return page(project, seq, waitMs, false);
    }

    private Future<EventPage> page(UUID project, long seq, long waitMs, boolean waits) {
        return loop.ask(() -> {
            Follower follower = new Follower(project, seq, waits, Promise.promise());
            Loop.Timer patience = loop.after(waitMs, () -> follower.page.tryComplete(EventPage.EMPTY));
            read(follower);
            return follower.page.future().onComplete(_ -> patience.cancel()); // else it would keep the page
        });
    }

    private void read(Follower follower) {
        toRead.add(follower);
        readNext();
    }

    private void readNext() {
        while (reading < READS && !toRead.isEmpty()) {
            Follower next = toRead.remove();
            if (!next.page.future().isComplete()) {
                reading++;
                loop.bring(pages.after(next.project, next.seq, PAGE)).onComplete((page, failure) -> {
                    reading--;
                    if (failure != null) {
                        failed(next, failure);
                    } else if (page.events().isEmpty() && next.waits) {
                        await(next);
                    } else {
                        next.page.tryComplete(page);
                    }
                    readNext();
                });
            }
        }
    }

    private void failed(Follower follower, Throwable failure) {
        if (follower.waits
                && failure instanceof HistoryUnavailable it
                && it.reason() == HistoryUnavailable.Reason.UNREACHABLE) {
            loop.after(AGAIN_MS, () -> follower.page.tryComplete(EventPage.EMPTY));
        } else {
            follower.page.tryFail(failure);
        }
    }

    private void await(Follower follower) {
        waiting.computeIfAbsent(follower.project, _ -> new ArrayList<>()).add(follower);
        lookLater();
    }

    private void lookLater() {
        if (!isLooking && !waiting.isEmpty()) {
            isLooking = true;
            loop.after(LOOK_MS, this::look);
        }
    }

    private void look() {
        waiting.values().forEach(all -> all.removeIf(it -> it.page.future().isComplete()));
        waiting.values().removeIf(List::isEmpty);
        if (waiting.isEmpty()) {
            isLooking = false;
            return;
        }
        loop.bring(heads.of(Set.copyOf(waiting.keySet()))).onComplete((found, failure) -> {
            isLooking = false;
            if (failure == null) {
                arrived(found);
            }
            lookLater();
        });
    }

    /** Who follows a project that is not there any more hears so by reading. */
    private void arrived(Map<UUID, Long> found) {
        List<Follower> ready = waiting.values().stream()
                .flatMap(List::stream)
                .filter(it -> found.getOrDefault(it.project, Long.MAX_VALUE) > it.seq)
                .toList();
        waiting.values().forEach(all -> all.removeAll(ready));
        ready.forEach(this::read);
    }

    /** Reads one page. */
    @FunctionalInterface
    interface Pages {
        Future<EventPage> after(UUID project, long seq, int limit);
    }

    /** Somebody who asks for the events after {@code seq}; most wait for those that come, too. */
    private static final class Follower {
        private final UUID project;
        private final long seq;
        private final boolean waits;
        private final Promise<EventPage> page;

        Follower(UUID project, long seq, boolean waits, Promise<EventPage> page) {
            this.project = project;
            this.seq = seq;
            this.waits = waits;
            this.page = page;
        }
    }
}
