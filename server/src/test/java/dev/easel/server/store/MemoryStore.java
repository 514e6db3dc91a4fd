package dev.easel.server.store;

import dev.easel.protocol.Event;
import dev.easel.protocol.Json;
import dev.easel.protocol.ServerMessage.AppliedEdit;
import dev.easel.protocol.ServerMessage.ProjectNews;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.room.Capture;
import dev.easel.server.room.Loaded;
import dev.easel.server.room.ProjectStore;
import dev.easel.server.room.SaveOutcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A {@link ProjectStore} in memory that does as it is told: fails, waits, forgets to answer. Unless held, its futures are
 * completed when it returns them. For one thread.
 */
public final class MemoryStore implements ProjectStore {
    private final int chunk;
    private final Map<UUID, Project> projects = new HashMap<>();
    private final List<Capture> captures = new ArrayList<>();
    private final Deque<Runnable> heldLoads = new ArrayDeque<>();
    private final Deque<Runnable> heldSaves = new ArrayDeque<>();
    private boolean holdingLoads;
    private boolean holdingSaves;
    private int failingLoads;
    private int failingSaves;
    private int unansweredSaves;
    private int failingLooks;
    private int loads;
    private int committed;

    public MemoryStore() {
        this(25);
    }

    /** @param chunk objects, or deletions, in one statement */
    public MemoryStore(int chunk) {
        this.chunk = chunk;
    }

    /** An empty project. */
    public UUID create() {
        return create(UUID.randomUUID(), "untitled", Json.EMPTY_OBJECT);
    }

    public UUID create(UUID id, String title, Json settings) {
        projects.put(id, new Project(new ProjectNews(id, title, UUID.randomUUID(), settings)));
        return id;
    }

    public void remove(UUID project) {
        projects.remove(project);
    }

    /** As another instance does that loads it. */
    public long raiseEpoch(UUID project) {
        return ++projects.get(project).epoch;
    }

    public void failNextLoads(int times) {
        failingLoads = times;
    }

    /** Nothing is written. */
    public void failNextSaves(int times) {
        failingSaves = times;
    }

    /** Everything is written, and the answer is lost. */
    public void loseNextAnswers(int times) {
        unansweredSaves = times;
    }

    /** Fails {@link #position}, {@link #editsFrom} and {@link #edits}. */
    public void failNextLooks(int times) {
        failingLooks = times;
    }

    /** From now on loads wait for {@link #releaseLoad}. */
    public void holdLoads() {
        holdingLoads = true;
    }

    /** From now on saves wait for {@link #releaseSave}, unwritten. */
    public void holdSaves() {
        holdingSaves = true;
    }

    public int heldLoads() {
        return heldLoads.size();
    }

    public int heldSaves() {
        return heldSaves.size();
    }

    /** Lets the first held load happen, against what is stored by now. */
    public void releaseLoad() {
        heldLoads.remove().run();
    }

    /** Lets the first held save happen, against what is stored by now. */
    public void releaseSave() {
        heldSaves.remove().run();
    }

    /** Lets everything held happen, in order, and holds nothing more. */
    public void releaseAll() {
        holdingLoads = false;
        holdingSaves = false;
        while (!heldLoads.isEmpty()) {
            releaseLoad();
        }
        while (!heldSaves.isEmpty()) {
            releaseSave();
        }
    }

    /** Loads that were asked for. */
    public int loads() {
        return loads;
    }

    /** Saves that were asked for, in order, whatever became of them. */
    public List<Capture> captures() {
        return Collections.unmodifiableList(captures);
    }

    /** Saves that were written. */
    public int committed() {
        return committed;
    }

    public List<Event> events(UUID project) {
        return List.copyOf(projects.get(project).events);
    }

    /** In id order. */
    public List<CanvasObject> objects(UUID project) {
        return List.copyOf(projects.get(project).objects.values());
    }

    public long seq(UUID project) {
        return projects.get(project).events.size();
    }

    @Override
    public Future<Loaded> load(UUID project) {
        loads++;
        return held(holdingLoads, heldLoads, () -> loaded(project));
    }

    private Future<Loaded> loaded(UUID id) {
        if (failingLoads > 0) {
            failingLoads--;
            return Future.failedFuture("the load fails, as told");
        }
        Project project = projects.get(id);
        if (project == null) {
            return Future.succeededFuture(new Loaded.Absent());
        }
        project.epoch++;
        long lastAt = project.events.isEmpty() ? 0 : project.events.getLast().at();
        return Future.succeededFuture(
                new Loaded.Found(project.news, project.epoch, project.seq(), lastAt, objects(id)));
    }

    @Override
    public Future<SaveOutcome> save(Capture capture) {
        captures.add(capture);
        return held(holdingSaves, heldSaves, () -> saved(capture));
    }

    private Future<SaveOutcome> saved(Capture capture) {
        if (failingSaves > 0) {
            failingSaves--;
            return Future.failedFuture("the save fails, as told");
        }
        Project project = projects.get(capture.project());
        if (project == null || project.epoch != capture.epoch()) {
            return Future.succeededFuture(new SaveOutcome.Lost());
        }
        if (project.seq() == capture.upTo()) {
            return Future.succeededFuture(new SaveOutcome.Saved(List.of()));
        }
        if (project.seq() != capture.after()) {
            return Future.succeededFuture(new SaveOutcome.Lost());
        }
        project.write(capture);
        committed++;
        if (unansweredSaves > 0) {
            unansweredSaves--;
            return Future.failedFuture("the answer is lost, as told");
        }
        int chunks = chunks(capture.changed()) + chunks(capture.deleted());
        return Future.succeededFuture(new SaveOutcome.Saved(Collections.nCopies(chunks, 1_000L)));
    }

    private int chunks(List<?> rows) {
        return (rows.size() + chunk - 1) / chunk;
    }

    private static <T> Future<T> held(boolean holding, Deque<Runnable> queue, Supplier<Future<T>> work) {
        if (!holding) {
            return work.get();
        }
        Promise<T> promise = Promise.promise();
        queue.add(() -> work.get().onComplete(promise));
        return promise.future();
    }

    @Override
    public Future<Optional<Position>> position(UUID project) {
        return looked(() -> Optional.ofNullable(projects.get(project)).map(it -> new Position(it.epoch, it.seq())));
    }

    @Override
    public Future<List<AppliedEdit>> editsFrom(UUID project, UUID client, long pending, int limit) {
        return looked(() -> applied(project, client).stream()
                .filter(applied -> applied.edit() >= pending)
                .limit(limit)
                .toList());
    }

    @Override
    public Future<List<AppliedEdit>> edits(UUID project, UUID client, List<Long> edits) {
        return looked(() -> applied(project, client).stream()
                .filter(applied -> edits.contains(applied.edit()))
                .toList());
    }

    private <T> Future<T> looked(Supplier<T> look) {
        if (failingLooks > 0) {
            failingLooks--;
            return Future.failedFuture("the look fails, as told");
        }
        return Future.succeededFuture(look.get());
    }

    /** Lowest first. */
    private List<AppliedEdit> applied(UUID project, UUID client) {
        if (!projects.containsKey(project)) {
            return List.of();
        }
        return projects.get(project).events.stream()
                .filter(event -> event.client().equals(client))
                .map(event -> new AppliedEdit(event.edit(), event.seq()))
                .sorted(Comparator.comparingLong(AppliedEdit::edit))
                .toList();
    }

    private static final class Project {
        final ProjectNews news;
        final List<Event> events = new ArrayList<>();
        final Map<String, CanvasObject> objects = new TreeMap<>();
        long epoch;

        Project(ProjectNews news) {
            this.news = news;
        }

        long seq() {
            return events.size();
        }

        /** Says so when a capture breaks the rules every store relies on. */
        void write(Capture capture) {
            long next = seq() + 1;
            for (Event event : capture.events()) {
                if (event.seq() != next++) {
                    throw new AssertionError("event " + event.seq() + " where " + (next - 1) + " is due");
                }
            }
            if (next != capture.upTo() + 1) {
                throw new AssertionError("the events end at " + (next - 1) + ", not at " + capture.upTo());
            }
            events.addAll(capture.events());
            capture.changed().forEach(object -> objects.put(object.id(), object));
            capture.deleted().forEach(objects::remove);
        }
    }
}
