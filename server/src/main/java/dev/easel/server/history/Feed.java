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
        this(loop, new PastEvents(database)::read, new PgHeads(database));
    }

    Feed(Loop loop, Pages pages, Heads heads) {
        this.loop = loop;
        this.pages = pages;
        this.heads = heads;
    }

    /**
     * The next events behind {@code at}, as soon as there are any; an empty page when none have come for
     * {@code waitMs}. Fails with {@link HistoryUnavailable} where they can never be had.
     */
    public Future<FeedPage> after(UUID project, FeedPosition at, long waitMs) {
        return page(project, at, waitMs, true);
    }

    /**
     * The next events behind {@code at} that are there already; an empty page where there are none, or its turn has not
     * come within {@code waitMs}. Fails as {@link #after} does, and where the database does not answer.
     */
    public Future<FeedPage> first(UUID project, FeedPosition at, long waitMs) {
        return page(project, at, waitMs, false);
    }

    private Future<FeedPage> page(UUID project, FeedPosition at, long waitMs, boolean waits) {
        return loop.ask(() -> {
            Follower follower = new Follower(project, at, waits, Promise.promise());
            Loop.Timer patience = loop.after(waitMs, () -> follower.page.tryComplete(FeedPage.empty(follower.at)));
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
                loop.bring(pages.after(next.project, next.at.seq(), PAGE)).onComplete((page, failure) -> {
                    reading--;
                    if (failure == null) {
                        took(next, page);
                    } else {
                        failed(next, failure);
                    }
                    readNext();
                });
            }
        }
    }

    private void took(Follower follower, JournalPage read) {
        List<PastEvent> events = read.page().events();
        FeedPosition at = follower.at;
        boolean isKnown = at.epoch() != 0 && read.beforeEpoch() != 0;
        if (isKnown && at.epoch() != read.beforeEpoch()) {
            follower.page.tryComplete(FeedPage.diverged(at));
        } else if (!events.isEmpty()) {
            FeedPosition next = new FeedPosition(events.getLast().seq(), read.lastEpoch());
            follower.page.tryComplete(new FeedPage(events, next, false));
        } else {
            follower.at = new FeedPosition(at.seq(), read.beforeEpoch());
            if (follower.waits) {
                await(follower, read.projectEpoch());
            } else {
                follower.page.tryComplete(FeedPage.empty(follower.at));
            }
        }
    }

    private void failed(Follower follower, Throwable failure) {
        HistoryUnavailable.Reason reason = failure instanceof HistoryUnavailable it ? it.reason() : null;
        if (reason == HistoryUnavailable.Reason.UNREACHABLE && follower.waits) {
            loop.after(AGAIN_MS, () -> follower.page.tryComplete(FeedPage.empty(follower.at)));
        } else if (reason == HistoryUnavailable.Reason.AHEAD && follower.at.epoch() != 0) {
            follower.page.tryComplete(FeedPage.diverged(follower.at));
        } else {
            follower.page.tryFail(failure);
        }
    }

    /** @param epoch of the project: while it is the same, what the follower has is a part of the history */
    private void await(Follower follower, long epoch) {
        follower.projectEpoch = epoch;
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

    /** Who follows a project that is not there any more, or has lost events, hears so by reading. */
    private void arrived(Map<UUID, Heads.Head> found) {
        List<Follower> ready = waiting.values().stream()
                .flatMap(List::stream)
                .filter(it -> !it.end().equals(found.get(it.project)))
                .toList();
        waiting.values().forEach(all -> all.removeAll(ready));
        ready.forEach(this::read);
    }

    /** Reads one page. */
    @FunctionalInterface
    interface Pages {
        Future<JournalPage> after(UUID project, long seq, int limit);
    }

    /** Somebody who asks for the events behind {@code at}; most wait for those that come, too. */
    private static final class Follower {
        private final UUID project;
        private final boolean waits;
        private final Promise<FeedPage> page;
        private FeedPosition at;
        private long projectEpoch;

        Follower(UUID project, FeedPosition at, boolean waits, Promise<FeedPage> page) {
            this.project = project;
            this.at = at;
            this.waits = waits;
            this.page = page;
        }

        /** Of the journal, while nothing has come and nothing was lost. */
        Heads.Head end() {
            return new Heads.Head(at.seq(), projectEpoch);
        }
    }
}
