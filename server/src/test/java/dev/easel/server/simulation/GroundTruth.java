package dev.easel.server.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.protocol.Event;
import dev.easel.protocol.EventCodec;
import dev.easel.protocol.reference.BoardModel;
import dev.easel.server.canvas.CanvasObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What really happened to one project, recorded beside the servers: the stored events, and the events that the owner
 * of each epoch appended. It checks the rules that can be seen in the database and at the ports of the rooms.
 */
public final class GroundTruth {
    private final UUID project;
    private final List<StoredEvent> stored = new ArrayList<>();
    private final Set<EditName> names = new HashSet<>();
    /** Names under which a stranger's edit is stored. */
    private final Set<EditName> strange = new HashSet<>();

    private final Set<EditName> refused = new HashSet<>();
    private final Map<Long, Epoch> epochs = new HashMap<>();

    private long currentEpoch;
    private long storedEpoch;
    private long checkpoint;

    GroundTruth(UUID project) {
        this.project = project;
    }

    // ---- what happens in the database

    void loaded(Instance owner, long epoch, long checkpoint, long seq) {
        Rule.LOADED.holds(seq == stored.size(), project, "loaded", seq, "stored", stored.size());
        Rule.LOADED.holds(checkpoint == this.checkpoint, project, checkpoint, this.checkpoint);
        Epoch before = epochs.put(epoch, new Epoch(this, owner, seq, checkpoint));
        Rule.EPOCHS.holds(before == null, project, "is loaded again at", epoch);
    }

    public void epochRaised(long epoch) {
        Rule.EPOCHS.holds(epoch > currentEpoch, project, epoch, "after", currentEpoch);
        currentEpoch = epoch;
    }

    /** Whether the project has another owner since. */
    boolean isPast(long epoch) {
        return epoch != currentEpoch;
    }

    /** Called after each commit, with all stored events. */
    void committed(long byEpoch, List<Event> events) {
        for (Event event : events.subList(stored.size(), events.size())) {
            EditName name = new EditName(event.client(), event.edit());
            Rule.WITHOUT_GAPS.holds(event.seq() == stored.size() + 1, project, event);
            Rule.FENCED.holds(
                    byEpoch == currentEpoch, "epoch", byEpoch, "stores while the epoch is", currentEpoch, event);
            Rule.EPOCHS.holds(byEpoch >= storedEpoch, project, byEpoch, "after", storedEpoch, event);
            storedEpoch = byEpoch;
            Rule.ONCE.holds(names.add(name), project, event);
            if (Stranger.made(event)) {
                strange.add(name);
            } else {
                Rule.REFUSED.holds(!refused.contains(name), project, event);
            }
            Epoch epoch = epochOf(byEpoch);
            epoch.stored();
            Optional<StoredEvent> appended = epoch.at(event.seq());
            Rule.ONE_OWNER.holds(appended.isPresent() && appended.get().name().equals(name), appended, event);
            stored.add(new StoredEvent(name, after(board(stored.size()), event)));
        }
    }

    /** Called after each save, with all object rows. */
    void saved(long upTo, Collection<CanvasObject> rows) {
        checkpoint = Math.max(checkpoint, upTo);
        Rule.ROWS.holds(checkpoint <= stored.size(), checkpoint, stored.size());
        Rule.ROWS.holds(Models.of(rows).equals(board(checkpoint)), "at", checkpoint, rows, board(checkpoint));
    }

    // ---- what clients hear

    /** The client was told that its edit is durable. */
    void toldDurable(UUID client, long edit) {
        EditName name = new EditName(client, edit);
        Rule.DURABLE.holds(names.contains(name), client, edit);
        Rule.OWN.holds(!strange.contains(name), client, edit);
    }

    void toldRefused(UUID client, long edit) {
        EditName name = new EditName(client, edit);
        Rule.REFUSED.holds(!names.contains(name) || strange.contains(name), client, edit);
        refused.add(name);
    }

    /**
     * The server has said that it stored everything, and saved it.
     *
     * @param isHandedOver whether the project is another's, who has to save it
     */
    void drained(Instance server, boolean isHandedOver) {
        if (wasEditedBy(server)) {
            Epoch last = epochs.get(currentEpoch);
            boolean isSaved = isHandedOver || checkpoint == seq();
            Rule.DRAINED.holds(last.applied() == seq() && isSaved, last.applied(), seq(), checkpoint);
        }
    }

    /** Whether nobody has loaded the project since this epoch. */
    boolean isCurrent(long epoch) {
        return currentEpoch == epoch;
    }

    /** Whether the server is the owner, and has taken edits. */
    boolean wasEditedBy(Instance server) {
        Epoch last = epochs.get(currentEpoch);
        return last != null && last.isBy(server) && last.hasOwn();
    }

    boolean wasTakenFrom(Instance server) {
        Epoch last = epochs.get(currentEpoch);
        return epochs.values().stream().anyMatch(epoch -> epoch.isBy(server)) && (last == null || !last.isBy(server));
    }

    // ---- what is stored

    Epoch epochOf(long number) {
        return epochs.get(number);
    }

    long seq() {
        return stored.size();
    }

    long checkpoint() {
        return checkpoint;
    }

    /** Whether the client's own edit of this number is stored. */
    boolean holds(UUID client, long edit) {
        EditName name = new EditName(client, edit);
        return names.contains(name) && !strange.contains(name);
    }

    StoredEvent past(long seq) {
        return stored.get((int) seq - 1);
    }

    BoardModel board(long seq) {
        return seq == 0 ? BoardModel.EMPTY : past(seq).board();
    }

    static BoardModel after(BoardModel board, Event event) {
        JsonNode changes = Models.json(EventCodec.changes(event.changes()));
        return board.after(changes).orElseThrow(() -> new Violation(Rule.FITS, event, board));
    }

    /** The permanent name of an edit. */
    record EditName(UUID client, long edit) {}

    /** A stored event, and the board after it. */
    record StoredEvent(EditName name, BoardModel board) {}
}
