package dev.easel.server.fuzz;

import dev.easel.protocol.Change;
import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.Event;
import dev.easel.protocol.EventCodec;
import dev.easel.protocol.Limits;
import dev.easel.protocol.StoredChanges;
import dev.easel.protocol.json.Json;
import dev.easel.server.canvas.AuthoredEdit;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.canvas.Decision;
import java.util.List;
import java.util.UUID;

/** What must hold of every edit that the codec accepts. */
final class AcceptedEdit {
    private static final UUID CLIENT = new UUID(1, 2);
    private static final List<CanvasObject> BOARD = board();

    private AcceptedEdit() {}

    /** An event of this edit is stored, read again and replayed to the same canvas. */
    static void check(Edit edit) {
        Canvas live = new Canvas(Limits.DEFAULTS, 3, 0, BOARD);
        if (!(live.decide(new AuthoredEdit(CLIENT, "fuzz", 1, edit)) instanceof Decision.Accepted accepted)) {
            return;
        }
        live.apply(accepted);
        Event event = accepted.event();
        Json stored = EventCodec.changes(event.changes());
        List<Change> read = StoredChanges.read(stored.toString());
        require(EventCodec.changes(read).toString().equals(stored.toString()), "a stored event is read as another");
        Canvas replayed = new Canvas(Limits.DEFAULTS, 3, 0, BOARD);
        replayed.apply(
                new Event(event.seq(), event.at(), event.by(), event.client(), event.edit(), event.group(), read));
        for (CanvasObject object : live.objects()) {
            CanvasObject other = replayed.object(object.id());
            require(other != null && other.props().equals(object.props()), "a replay gives another object");
            require(object.props().storedLength() <= Limits.DEFAULTS.object(), "an object is larger than its limit");
        }
        require(replayed.objects().size() == live.objects().size(), "a replay gives other objects");
        EventCodec.full(event, CLIENT, stored);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    /** Objects that the inputs may patch: {@code a} with an array and a string, {@code b}. */
    private static List<CanvasObject> board() {
        Canvas canvas = new Canvas(Limits.DEFAULTS);
        List<Change> changes = StoredChanges.read("""
                [{"op":"put","id":"a","props":{"type":"freedraw","points":[[0,0],[1,2]],"text":"ab","x":1}},
                 {"op":"put","id":"b","props":{}}]""");
        canvas.apply(new Event(1, 1, "fuzz", CLIENT, 1, java.util.Optional.empty(), changes));
        return List.copyOf(canvas.objects());
    }
}
