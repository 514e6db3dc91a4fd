package dev.easel.server.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.protocol.Event;
import dev.easel.protocol.ServerCodec;
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
 * What really happened to one project, kept beside the servers: the stored events, and those of each epoch's owner. It
 * holds the rules that can be seen in the database and at the ports of the rooms.
 */
final class History {
    private final UUID project;
    private final List<Past> stored = new ArrayList<>();
    private final Set<Name> names = new HashSet<>();
    private final Set<Name> refused = new HashSet<>();
    private final Map<Long, Reign> reigns = new HashMap<>();
    private long epoch;
    private long checkpoint;

    History(UUID project) {
        this.project = project;
    }

    // ---- what happens in the database

    void loaded(Instance owner, long epoch, long checkpoint, long seq) {
        Rule.LOADED.holds(seq == stored.size(), project, "loaded", seq, "stored", stored.size());
        Rule.LOADED.holds(checkpoint == this.checkpoint, project, checkpoint, this.checkpoint);
        this.epoch = epoch;
        reigns.put(epoch, new Reign(this, owner, seq, checkpoint));
    }

    void epochRaised() {
        epoch++;
    }

    /** Called after each commit, with all there is stored. */
    void committed(long byEpoch, List<Event> events) {
        for (Event event : events.subList(stored.size(), events.size())) {
            Name name = new Name(event.client(), event.edit());
            Rule.WITHOUT_GAPS.holds(event.seq() == stored.size() + 1, project, event);
            Rule.FENCED.holds(byEpoch == epoch, "epoch", byEpoch, "stores where", epoch, "has been given out", event);
            Rule.ONCE.holds(names.add(name), project, event);
            Rule.REFUSED.holds(!refused.contains(name), project, event);
            Optional<Past> appended = reign(byEpoch).at(event.seq());
            Rule.ONE_OWNER.holds(appended.isPresent() && appended.get().name().equals(name), appended, event);
            stored.add(new Past(name, after(board(stored.size()), event)));
        }
    }

    /** Called after each save that was written, with all the rows there are. */
    void saved(long upTo, Collection<CanvasObject> rows) {
        checkpoint = Math.max(checkpoint, upTo);
        Rule.ROWS.holds(checkpoint <= stored.size(), checkpoint, stored.size());
        Rule.ROWS.holds(Boards.of(rows).equals(board(checkpoint)), "at", checkpoint, rows, board(checkpoint));
    }

    // ---- what clients hear

    /** The client was told that its edit is durable. */
    void toldDurable(UUID client, long edit) {
        Rule.DURABLE.holds(names.contains(new Name(client, edit)), client, edit);
    }

    void toldRefused(UUID client, long edit) {
        Name name = new Name(client, edit);
        Rule.REFUSED.holds(!names.contains(name), client, edit);
        refused.add(name);
    }

    /** The server has said that it saved everything. */
    void drained(Instance server) {
        if (wasEditedBy(server)) {
            Reign last = reigns.get(epoch);
            Rule.DRAINED.holds(last.applied() == seq() && checkpoint == seq(), last.applied(), seq(), checkpoint);
        }
    }

    /** Whether nobody has loaded the project since this epoch. */
    boolean isNow(long epoch) {
        return this.epoch == epoch;
    }

    /** Whether the server is the owner, and has taken edits. */
    boolean wasEditedBy(Instance server) {
        Reign last = reigns.get(epoch);
        return last != null && last.isBy(server) && last.hasOwn();
    }

    boolean wasTakenFrom(Instance server) {
        Reign last = reigns.get(epoch);
        return reigns.values().stream().anyMatch(reign -> reign.isBy(server)) && (last == null || !last.isBy(server));
    }

    // ---- what is there

    Reign reign(long epoch) {
        return reigns.get(epoch);
    }

    long seq() {
        return stored.size();
    }

    long checkpoint() {
        return checkpoint;
    }

    boolean holds(UUID client, long edit) {
        return names.contains(new Name(client, edit));
    }

    Past past(long seq) {
        return stored.get((int) seq - 1);
    }

    BoardModel board(long seq) {
        return seq == 0 ? BoardModel.EMPTY : past(seq).board();
    }

    static BoardModel after(BoardModel board, Event event) {
        JsonNode changes = Boards.json(ServerCodec.changes(event.changes()));
        return board.after(changes).orElseThrow(() -> new Violation(Rule.FITS, event, board));
    }

    /** What names an edit for ever. */
    record Name(UUID client, long edit) {}

    /** An event, and what it left. */
    record Past(Name name, BoardModel board) {}
}
