package dev.easel.server.verify;

import dev.easel.protocol.Event;
import dev.easel.protocol.InvalidContent;
import dev.easel.protocol.Limits;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.store.AuditReader;
import dev.easel.server.store.AuditReader.FoldedEdits;
import dev.easel.server.store.AuditReader.StoredEvent;
import dev.easel.server.store.AuditReader.StoredHorizon;
import dev.easel.server.store.AuditReader.StoredProject;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Replays the journal of one project twice, side by side: from the state at its horizon or the empty canvas, and from
 * the latest snapshot that the replay has passed. At each snapshot, at the checkpoint and at the end, the two canvases
 * are compared with each other and with what is stored. In memory are two canvases and one snapshot, however long the
 * journal is. Used once.
 */
final class Replay {
    private final AuditReader reader;
    private final UUID project;
    private final StoredProject head;
    private final Findings findings;
    private final Queue<Long> snapshots;
    private final int snapshotCount;

    private final StoredHorizon horizon;
    private final Canvas canvas;
    private @Nullable Canvas fromSnapshot;
    private long snapshot;
    private int objects;
    private long epoch;
    private long at;
    private boolean broken;

    Replay(AuditReader reader, UUID project, StoredProject head, Findings findings) throws SQLException {
        this.reader = reader;
        this.project = project;
        this.head = head;
        this.findings = findings;
        this.horizon = reader.horizon(project);
        this.snapshots = new ArrayDeque<>(reader.snapshots(project));
        snapshots.removeIf(seq -> seq <= horizon.at().seq()); // they are not read any more, and go with the events
        this.snapshotCount = snapshots.size();
        this.canvas =
                new Canvas(Limits.DEFAULTS, horizon.at().seq(), horizon.at().at(), folded());
        this.epoch = horizon.at().epoch();
        this.at = horizon.at().at();
    }

    private List<CanvasObject> folded() throws SQLException {
        try {
            return reader.horizonObjects(project, horizon.at());
        } catch (IOException | IllegalArgumentException failure) {
            brokenBy("the state at the horizon " + horizon.at().seq() + " cannot be read: " + failure.getMessage());
            return List.of();
        }
    }

    /** @param progress hears the seq of each event that was replayed */
    void run(LongConsumer progress) throws SQLException {
        if (head.checkpoint() > head.seq()) {
            findings.add("the checkpoint " + head.checkpoint() + " is after the last event " + head.seq());
        }
        checkHorizon();
        reader.duplicateEdits(project)
                .forEach(edit -> findings.add("this (client, edit) is stored more than once: " + edit));
        if (!broken) {
            compareStored();
            reader.events(project, canvas.seq(), event -> {
                take(event);
                progress.accept(canvas.seq());
            });
        }
        if (!broken) {
            end();
        }
    }

    /** The name of the edit of each event that was dropped is kept once, and the event at the checkpoint was not. */
    private void checkHorizon() throws SQLException {
        long seq = horizon.at().seq();
        if (seq > 0 && seq >= head.checkpoint()) {
            findings.add("the horizon " + seq + " is not before the checkpoint " + head.checkpoint());
        }
        FoldedEdits kept = reader.foldedEdits(project);
        if (!kept.isOf(horizon.dropped())) {
            findings.add(horizon.dropped() + " events were dropped, and the names of " + kept.count()
                    + " edits are kept, of " + kept.distinct() + " events from " + kept.first() + " to " + kept.last());
        }
        reader.oddEdits(project)
                .forEach(it -> findings.add("the names of dropped edits in this (client, seq) are damaged: " + it));
    }

    private void take(StoredEvent stored) throws SQLException {
        if (broken) {
            return;
        }
        check(stored);
        if (stored.seq() != canvas.seq() + 1) {
            brokenBy("event " + (canvas.seq() + 1) + " is missing: the next one is " + stored.seq());
            return;
        }
        try {
            Event event = stored.event();
            canvas.apply(event);
            if (fromSnapshot != null) {
                fromSnapshot.apply(event);
            }
        } catch (InvalidContent | IllegalStateException failure) {
            brokenBy("event " + stored.seq() + " cannot be applied: " + failure.getMessage());
            return;
        }
        compareStored();
    }

    private void check(StoredEvent stored) {
        if (stored.epoch() < epoch) {
            findings.add("event " + stored.seq() + " has epoch " + stored.epoch() + ", an event before it " + epoch);
        }
        if (stored.epoch() > head.epoch()) {
            findings.add(
                    "event " + stored.seq() + " has epoch " + stored.epoch() + ", the project itself " + head.epoch());
        }
        if (stored.at() < at) {
            findings.add("event " + stored.seq() + " is earlier than the one before it");
        }
        epoch = Math.max(epoch, stored.epoch());
        at = Math.max(at, stored.at());
    }

    private void brokenBy(String finding) {
        findings.add(finding + "; the events after it were not replayed");
        broken = true;
    }

    /** Compares the snapshot and the object rows that are stored for the seq of the replay, if there are any. */
    private void compareStored() throws SQLException {
        while (!snapshots.isEmpty() && snapshots.peek() <= canvas.seq()) {
            compareSnapshot(snapshots.remove());
        }
        if (canvas.seq() == head.checkpoint()) {
            Comparison rows = new Comparison("in the rows at " + canvas.seq(), canvas, findings);
            reader.objects(project, object -> {
                objects++;
                rows.take(object);
            });
            rows.reportMissing();
        }
    }

    private void compareSnapshot(long seq) throws SQLException {
        compareReplays();
        int before = findings.count();
        try {
            List<CanvasObject> stored = reader.snapshot(project, seq);
            compare("in the snapshot at " + seq, stored);
            fromSnapshot = new Canvas(Limits.DEFAULTS, seq, at, stored);
            snapshot = seq;
            if (findings.count() > before) {
                fromSnapshot = null; // its differences would be reported again at the next comparison
            }
        } catch (IOException failure) {
            findings.add("the snapshot at " + seq + " cannot be read: " + failure.getMessage());
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
        comparison.reportMissing();
    }

    private void end() {
        compareReplays();
        if (canvas.seq() != head.seq()) {
            findings.add("the events end at " + canvas.seq() + ", the seq of the project is " + head.seq());
        }
        snapshots.forEach(seq -> findings.add("the snapshot at " + seq + " is after the last event " + canvas.seq()));
        if (canvas.seq() < head.checkpoint()) {
            findings.add("the rows at " + head.checkpoint() + " were not compared: the events end before it");
        }
    }

    /** What was compared, for the report. */
    String extent() {
        String folded =
                horizon.at().seq() == 0 ? "" : ", of which " + horizon.at().seq() + " are folded";
        return canvas.seq() + " events" + folded + ", " + objects + " objects at " + head.checkpoint() + ", "
                + snapshotCount + " snapshots";
    }
}
