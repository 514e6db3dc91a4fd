package dev.easel.server.store;

import dev.easel.protocol.Change;
import dev.easel.protocol.Event;
import dev.easel.protocol.ServerMessage.ProjectNews;
import dev.easel.protocol.json.Json;
import dev.easel.server.autosave.SaveOutcome;
import dev.easel.server.autosave.SaveStore;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.canvas.HeapBytes;
import dev.easel.server.journal.JournalStore;
import dev.easel.server.persistence.Capture;
import dev.easel.server.persistence.HeldEdit;
import dev.easel.server.persistence.Journal.Entry;
import dev.easel.server.persistence.LoadLimit;
import dev.easel.server.persistence.Loaded;
import dev.easel.server.persistence.ProjectStore;
import dev.easel.server.persistence.Snapshot;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A {@link ProjectStore} and {@link JournalStore} in memory that, when told, fails, waits, refuses, or loses its
 * answer. Its futures are complete when it returns them, unless they are held. For one thread.
 */
public final class MemoryStore implements ProjectStore, SaveStore, JournalStore {
    private final int chunk;
    private final InstantSource clock;
    private final Map<UUID, Project> projects = new HashMap<>();
    private final List<Capture> captures = new ArrayList<>();
    private final Deque<Runnable> heldLoads = new ArrayDeque<>();
    private final Deque<Runnable> heldSaves = new ArrayDeque<>();
    private final Deque<Runnable> heldCommits = new ArrayDeque<>();
    private final List<List<Run>> batches = new ArrayList<>();
    private Predicate<Event> refused = _ -> false;
    private boolean holdingLoads;
    private boolean holdingSaves;
    private boolean holdingCommits;
    private int failingCommits;
    private int unansweredCommits;
    private int failingPositions;
    private int failingLoads;
    private int failingSaves;
    private int unansweredSaves;
    private int failingLooks;
    private int loads;
    private int committed;

    public MemoryStore() {
        this(() -> Instant.EPOCH);
    }

    /** @param clock a load raises the epoch to its time at least */
    public MemoryStore(InstantSource clock) {
        this(25, clock);
    }

    private MemoryStore(int chunk, InstantSource clock) {
        this.chunk = chunk;
        this.clock = clock;
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

    /** Raises the epoch, as a load by another instance does. */
    public long raiseEpoch(UUID project) {
        return raiseEpoch(project, clock.millis());
    }

    /** Raises the epoch, to {@code least} at least. */
    public long raiseEpoch(UUID project, long least) {
        Project raised = projects.get(project);
        raised.epoch = Math.max(raised.epoch + 1, least);
        return raised.epoch;
    }

    public void failNextLoads(int times) {
        failingLoads = times;
    }

    /** The next saves fail, and write nothing. */
    public void failNextSaves(int times) {
        failingSaves = times;
    }

    /** The next saves are written, and their answers are lost. */
    public void loseNextAnswers(int times) {
        unansweredSaves = times;
    }

    /** The next commits fail, and write nothing. */
    public void failNextCommits(int times) {
        failingCommits = times;
    }

    /** The next commits write everything that fits, and their answers are lost. */
    public void loseNextCommitAnswers(int times) {
        unansweredCommits = times;
    }

    public void failNextPositions(int times) {
        failingPositions = times;
    }

    /** From now on a batch with such an event is refused, and nothing of it is written. */
    public void refuseEvents(Predicate<Event> spoiled) {
        refused = spoiled;
    }

    /** Makes a snapshot unreadable. */
    public void spoilSnapshot(UUID project, long seq) {
        projects.get(project).snapshotsSpoiled.add(seq);
    }

    /** Makes a row unreadable: until a save from the beginning, loads read the journal. */
    public void spoilRows(UUID project) {
        projects.get(project).rowsSpoiled = true;
    }

    /** Sets the rows back to those of a new project, as if none of its saves had been made. */
    public void setBack(UUID project) {
        projects.get(project).checkpoint = 0;
        projects.get(project).objects.clear();
    }

    /** Fails {@link #editsFrom}, {@link #edits} and {@link #missed}. */
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

    /** From now on commits wait for {@link #releaseCommit}, unwritten. */
    public void holdCommits() {
        holdingCommits = true;
    }

    public int heldCommits() {
        return heldCommits.size();
    }

    /** Executes the first held commit, on what is stored by now. */
    public void releaseCommit() {
        heldCommits.remove().run();
    }

    public int heldLoads() {
        return heldLoads.size();
    }

    public int heldSaves() {
        return heldSaves.size();
    }

    /** Executes the first held load, on what is stored by now. */
    public void releaseLoad() {
        heldLoads.remove().run();
    }

    /** Executes the first held save, on what is stored by now. */
    public void releaseSave() {
        heldSaves.remove().run();
    }

    /** Executes everything held, in order, and holds nothing more. */
    public void releaseAll() {
        holdingLoads = false;
        holdingSaves = false;
        holdingCommits = false;
        while (!heldCommits.isEmpty()) {
            releaseCommit();
        }
        while (!heldLoads.isEmpty()) {
            releaseLoad();
        }
        while (!heldSaves.isEmpty()) {
            releaseSave();
        }
    }

    /** The number of loads requested. */
    public int loads() {
        return loads;
    }

    /** The saves requested, in order, successful or not. */
    public List<Capture> captures() {
        return Collections.unmodifiableList(captures);
    }

    /** The saves that were written. */
    public int committed() {
        return committed;
    }

    /** The batches to be committed, in order, successful or not. */
    public List<List<Run>> batches() {
        return Collections.unmodifiableList(batches);
    }

    /** Forgets the saves and batches that were requested. */
    public void forget() {
        captures.clear();
        batches.clear();
    }

    /** A view of all stored events. */
    public List<Event> events(UUID project) {
        return Collections.unmodifiableList(projects.get(project).events);
    }

    /** In id order. */
    public List<CanvasObject> objects(UUID project) {
        return List.copyOf(projects.get(project).objects.values());
    }

    /** Of the last stored event. */
    public long seq(UUID project) {
        return projects.get(project).seq();
    }

    public long epoch(UUID project) {
        return projects.get(project).epoch;
    }

    /** The seq of the last save. */
    public long checkpoint(UUID project) {
        return projects.get(project).checkpoint;
    }

    /** The seqs of its snapshots, ascending. */
    public List<Long> snapshots(UUID project) {
        return List.copyOf(projects.get(project).snapshots.keySet());
    }

    public List<CanvasObject> snapshot(UUID project, long seq) {
        return projects.get(project).snapshots.get(seq);
    }

    @Override
    public Future<Set<UUID>> commit(List<Run> batch) {
        batches.add(batch);
        return held(holdingCommits, heldCommits, () -> committed(batch));
    }

    private Future<Set<UUID>> committed(List<Run> batch) {
        if (failingCommits > 0) {
            failingCommits--;
            return Future.failedFuture("the commit fails, as told");
        }
        List<Run> fitting = batch.stream().filter(this::fits).toList();
        for (Run run : batch) {
            boolean fits = fits(run);
            for (Entry entry : run.entries()) {
                if (refused.test(entry.event())
                        || (fits && projects.get(run.project()).has(entry.event()))) {
                    return Future.failedFuture(new Refused(new IllegalArgumentException(
                            "event " + entry.event().seq())));
                }
            }
        }
        fitting.forEach(run -> projects.get(run.project()).append(run));
        if (unansweredCommits > 0) {
            unansweredCommits--;
            return Future.failedFuture("the answer is lost, as told");
        }
        return Future.succeededFuture(fitting.stream().map(Run::project).collect(Collectors.toUnmodifiableSet()));
    }

    private boolean fits(Run run) {
        Project project = projects.get(run.project());
        return project != null && project.epoch == run.epoch() && project.seq() == run.after();
    }

    @Override
    public Future<Map<UUID, Position>> positions(Set<UUID> ids) {
        if (failingPositions > 0) {
            failingPositions--;
            return Future.failedFuture("the look fails, as told");
        }
        Map<UUID, Position> positions = new HashMap<>();
        for (UUID id : ids) {
            Project project = projects.get(id);
            if (project != null) {
                positions.put(id, new Position(project.epoch, project.seq()));
            }
        }
        return Future.succeededFuture(positions);
    }

    @Override
    public Future<Loaded> load(UUID project, LoadLimit limit) {
        loads++;
        return held(holdingLoads, heldLoads, () -> loaded(project, limit));
    }

    /** Whoever loads a project has it. */
    @Override
    public void release(UUID project, long epoch) {}

    @Override
    public Future<Void> handOver(UUID project, long epoch, String successor) {
        return Future.succeededFuture();
    }

    private Future<Loaded> loaded(UUID id, LoadLimit limit) {
        if (failingLoads > 0) {
            failingLoads--;
            return Future.failedFuture("the load fails, as told");
        }
        if (!projects.containsKey(id)) {
            return Future.succeededFuture(new Loaded.Absent());
        }
        return read(id, raiseEpoch(id), limit);
    }

    /** A load by an instance that has claimed the project at this epoch; elsewhere if somebody has claimed it since. */
    public Future<Loaded> read(UUID id, long epoch, LoadLimit limit) {
        Project project = projects.get(id);
        if (project.epoch != epoch) {
            return Future.succeededFuture(new Loaded.Elsewhere());
        }
        long saved = project.rowsSpoiled ? 0 : project.checkpoint;
        long checkpoint = project.rowsSpoiled ? project.readableSnapshot() : project.checkpoint;
        List<CanvasObject> rows =
                project.rowsSpoiled ? project.snapshots.getOrDefault(checkpoint, List.of()) : objects(id);
        List<Event> after = List.copyOf(project.events.subList((int) checkpoint, project.events.size()));
        try {
            limit.objects(rows.stream().mapToLong(HeapBytes::of).sum());
            limit.events(after.stream().mapToLong(HeapBytes::of).sum());
        } catch (RuntimeException tooMuch) {
            return Future.failedFuture(tooMuch);
        }
        return Future.succeededFuture(new Loaded.Found(
                project.news,
                epoch,
                project.events.size(),
                checkpoint,
                checkpoint == 0 ? 0 : project.events.get((int) checkpoint - 1).at(),
                rows,
                after,
                saved,
                project.rowsSpoiled ? checkpoint : project.snapshots.isEmpty() ? 0 : project.snapshots.lastKey()));
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
        if (project == null || project.epoch != capture.epoch() || project.checkpoint < capture.after()) {
            return Future.succeededFuture(new SaveOutcome.Lost());
        }
        if (project.checkpoint > capture.upTo()) {
            return Future.succeededFuture(new SaveOutcome.Saved(List.of()));
        }
        if (project.seq() < capture.upTo()) {
            return Future.failedFuture(new IllegalStateException(
                    "the objects at " + capture.upTo() + " are ahead of the journal, which ends at " + project.seq()));
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
    public Future<Void> saveSnapshot(Snapshot snapshot) {
        Project project = projects.get(snapshot.project());
        if (project != null && project.epoch == snapshot.epoch() && project.seq() >= snapshot.seq()) {
            project.snapshots.putIfAbsent(snapshot.seq(), snapshot.objects());
            SnapshotThinning.surplus(List.copyOf(project.snapshots.keySet())).forEach(project.snapshots::remove);
        }
        return Future.succeededFuture();
    }

    @Override
    public Future<Missed> missed(UUID id, long epoch, long seq, long upTo) {
        if (!projects.containsKey(id)) {
            return Future.failedFuture("there is no such project");
        }
        return looked(() -> projects.get(id).missed(epoch, seq, upTo));
    }

    @Override
    public Future<List<HeldEdit>> editsFrom(UUID project, UUID client, long pending, int limit) {
        return looked(() -> applied(project, client).stream()
                .filter(applied -> applied.edit() >= pending)
                .limit(limit)
                .toList());
    }

    @Override
    public Future<List<HeldEdit>> edits(UUID project, UUID client, List<Long> edits) {
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
    private List<HeldEdit> applied(UUID project, UUID client) {
        if (!projects.containsKey(project)) {
            return List.of();
        }
        return List.copyOf(projects.get(project)
                .edits
                .getOrDefault(client, new TreeMap<>())
                .values());
    }

    private static final class Project {
        final ProjectNews news;
        final List<Event> events = new ArrayList<>();
        final List<Long> epochs = new ArrayList<>();
        final Map<UUID, TreeMap<Long, HeldEdit>> edits = new HashMap<>();
        final Map<String, CanvasObject> objects = new TreeMap<>();
        final TreeMap<Long, List<CanvasObject>> snapshots = new TreeMap<>();
        long epoch;
        long checkpoint;
        final Set<Long> snapshotsSpoiled = new HashSet<>();
        boolean rowsSpoiled;

        Project(ProjectNews news) {
            this.news = news;
        }

        long seq() {
            return events.size();
        }

        /** The seq of the latest snapshot that can be read; 0 when there is none. */
        long readableSnapshot() {
            return snapshots.descendingKeySet().stream()
                    .filter(seq -> !snapshotsSpoiled.contains(seq))
                    .findFirst()
                    .orElse(0L);
        }

        boolean has(Event event) {
            TreeMap<Long, HeldEdit> known = edits.get(event.client());
            return known != null && known.containsKey(event.edit());
        }

        /** Fails when a run breaks a rule that every store relies on. */
        void append(Run run) {
            for (Entry entry : run.entries()) {
                Event event = entry.event();
                if (event.seq() != seq() + 1) {
                    throw new AssertionError("event " + event.seq() + " where " + (seq() + 1) + " is due");
                }
                events.add(event);
                epochs.add(run.epoch());
                edits.computeIfAbsent(event.client(), _ -> new TreeMap<>())
                        .put(event.edit(), new HeldEdit(event.edit(), event.seq(), entry.origin()));
            }
        }

        void write(Capture capture) {
            if (capture.after() == 0) {
                objects.clear();
                rowsSpoiled = false;
            }
            capture.changed().forEach(object -> objects.put(object.id(), object));
            capture.deleted().forEach(objects::remove);
            checkpoint = capture.upTo();
        }

        Missed missed(long epoch, long seq, long upTo) {
            OptionalLong first = LongStream.range(0, epochs.size())
                    .filter(i -> epochs.get((int) i) > epoch)
                    .findFirst();
            int from = (int) Math.min(seq, seq());
            int to = (int) Math.max(from, Math.min(upTo, seq()));
            List<String> deleted = events.subList(from, to).stream()
                    .flatMap(event -> event.changes().stream())
                    .filter(Change.Delete.class::isInstance)
                    .map(Change::id)
                    .distinct()
                    .toList();
            return new Missed(first.isPresent() ? OptionalLong.of(first.getAsLong() + 1) : first, deleted);
        }
    }
}
