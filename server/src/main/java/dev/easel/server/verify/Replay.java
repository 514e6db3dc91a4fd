package dev.easel.server.verify;

import dev.easel.protocol.Event;
import dev.easel.protocol.InvalidContent;
import dev.easel.protocol.Limits;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.store.History;
import dev.easel.server.store.History.Standing;
import dev.easel.server.store.History.StoredEvent;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.UUID;

/**
 * One project's journal, replayed twice side by side: from nothing, and from the latest snapshot passed. At each
 * snapshot, at the checkpoint and at the end the canvases are compared with what is stored, and with each other. Two
 * canvases and one snapshot are in memory, however long the journal. Used once.
 */
final class Replay {
    private final History history;
    private final UUID project;
    private final Standing standing;
    private final Findings findings;
    private final Queue<Long> snapshots;
    private final int snapshotCount;

    private final Canvas canvas = new Canvas(Limits.DEFAULTS);
    private Canvas fromSnapshot;
    private long snapshot;
    private int objects;
    private long epoch;
    private long at;
    private boolean broken;

    Replay(History history, UUID project, Standing standing, Findings findings) throws SQLException {
        this.history = history;
        this.project = project;
        this.standing = standing;
        this.findings = findings;
        this.snapshots = new ArrayDeque<>(history.snapshots(project));
        this.snapshotCount = snapshots.size();
    }

    void run() throws SQLException {
        if (standing.checkpoint() > standing.seq()) {
            findings.add("the checkpoint " + standing.checkpoint() + " is beyond the last event " + standing.seq());
        }
        history.doubled(project).forEach(edit -> findings.add("(client, edit) stands there twice: " + edit));
        stop();
        history.events(project, this::take);
        if (!broken) {
            end();
        }
    }

    private void take(StoredEvent stored) throws SQLException {
        if (broken) {
            return;
        }
        check(stored);
        if (stored.seq() != canvas.seq() + 1) {
            brokenBy("event " + (canvas.seq() + 1) + " is missing: after " + canvas.seq() + " comes " + stored.seq());
            return;
        }
        try {
            Event event = stored.event();
            canvas.apply(event);
            if (fromSnapshot != null) {
                fromSnapshot.apply(event);
            }
        } catch (InvalidContent | IllegalStateException unfit) {
            brokenBy("event " + stored.seq() + " cannot be applied: " + unfit.getMessage());
            return;
        }
        stop();
    }

    private void check(StoredEvent stored) {
        if (stored.epoch() < epoch) {
            findings.add("event " + stored.seq() + " has epoch " + stored.epoch() + ", those before it " + epoch);
        }
        if (stored.epoch() > standing.epoch()) {
            findings.add("event " + stored.seq() + " has epoch " + stored.epoch() + ", the project only "
                    + standing.epoch());
        }
        if (stored.at() < at) {
            findings.add("event " + stored.seq() + " is earlier than the one before it");
        }
        epoch = Math.max(epoch, stored.epoch());
        at = Math.max(at, stored.at());
    }

    private void brokenBy(String finding) {
        findings.add(finding + "; what follows was not replayed");
        broken = true;
    }

    /** Where something is stored for the seq the replay is at, compares. */
    private void stop() throws SQLException {
        while (!snapshots.isEmpty() && snapshots.peek() <= canvas.seq()) {
            snapshotAt(snapshots.remove());
        }
        if (canvas.seq() == standing.checkpoint()) {
            Comparison rows = new Comparison("in the rows at " + canvas.seq(), canvas, findings);
            history.objects(project, object -> {
                objects++;
                rows.take(object);
            });
            rows.end();
        }
    }

    private void snapshotAt(long seq) throws SQLException {
        compareReplays();
        int before = findings.count();
        try {
            List<CanvasObject> stored = history.snapshot(project, seq);
            compare("in the snapshot at " + seq, stored);
            fromSnapshot = new Canvas(Limits.DEFAULTS, seq, at, stored);
            snapshot = seq;
            if (findings.count() > before) {
                fromSnapshot = null; // what is wrong already need not be followed
            }
        } catch (IOException unreadable) {
            findings.add("the snapshot at " + seq + " cannot be read: " + unreadable.getMessage());
        }
    }

    private void compareReplays() {
        if (fromSnapshot != null) {
            compare(
                    "in the replay from the snapshot at " + snapshot + " to " + canvas.seq(),
                    List.copyOf(fromSnapshot.objects()));
        }
    }

    private void compare(String where, List<CanvasObject> other) {
        Comparison comparison = new Comparison(where, canvas, findings);
        other.forEach(comparison::take);
        comparison.end();
    }

    private void end() {
        compareReplays();
        if (canvas.seq() != standing.seq()) {
            findings.add("the events end at " + canvas.seq() + ", the project says " + standing.seq());
        }
        snapshots.forEach(seq -> findings.add("the snapshot at " + seq + " is beyond the last event " + canvas.seq()));
        if (canvas.seq() < standing.checkpoint()) {
            findings.add("the rows at " + standing.checkpoint() + " were not compared: the events end before");
        }
    }

    /** What was compared, in a few words. */
    String extent() {
        return canvas.seq() + " events, " + objects + " objects at " + standing.checkpoint() + ", " + snapshotCount
                + " snapshots";
    }
}
