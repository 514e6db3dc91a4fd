package dev.easel.server.verify;

import dev.easel.protocol.InvalidContent;
import dev.easel.protocol.JsonReader;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.store.AuditReader.StoredObject;
import java.util.HashSet;
import java.util.Set;

/** Compares a replayed canvas, object by object, with the objects of another source. Used once. */
final class Comparison {
    private final String where;
    private final Canvas replayed;
    private final Findings findings;
    private final Set<String> seen = new HashSet<>();

    /** @param where names the other source in findings, such as "in the rows at 17" */
    Comparison(String where, Canvas replayed, Findings findings) {
        this.where = where;
        this.replayed = replayed;
        this.findings = findings;
    }

    void take(StoredObject stored) {
        seen.add(stored.id());
        CanvasObject object = replayed.object(stored.id());
        if (object == null) {
            findings.add("object " + stored.id() + " is " + where + " and not in the replay; its last change is event "
                    + stored.seq());
            return;
        }
        Difference.between(object.props().toString(), canonical(stored.props()))
                .ifPresent(difference ->
                        report(object, "property " + difference.path(), difference.one(), difference.other()));
        if (object.seq() != stored.seq()) {
            report(object, "seq", object.seq(), stored.seq());
        }
        if (object.updatedAt() != stored.updatedAt()) {
            report(object, "updated_at", object.updatedAt(), stored.updatedAt());
        }
        if (!object.updatedBy().equals(stored.updatedBy())) {
            report(object, "updated_by", object.updatedBy(), stored.updatedBy());
        }
    }

    /** PostgreSQL writes some numbers in more characters than a JSON parser likes to read. */
    private static String canonical(String props) {
        try {
            return JsonReader.stored(props).toString();
        } catch (InvalidContent failure) {
            return props; // no client has written it: it is compared as it is
        }
    }

    void take(CanvasObject other) {
        take(new StoredObject(other.id(), other.props().toString(), other.seq(), other.updatedAt(), other.updatedBy()));
    }

    private void report(CanvasObject object, String what, Object one, Object other) {
        findings.add("object " + object.id() + ", " + what + ": " + one + " by the replay, " + other + " " + where
                + "; its last change is event " + object.seq());
    }

    /** Reports the replayed objects that the other source does not have; called after its last object. */
    void reportMissing() {
        for (CanvasObject object : replayed.objects()) {
            if (!seen.contains(object.id())) {
                findings.add(
                        "object " + object.id() + " is not " + where + "; its last change is event " + object.seq());
            }
        }
    }
}
