package dev.easel.server.verify;

import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.store.History.StoredObject;
import java.util.HashSet;
import java.util.Set;

/** Compares a replayed canvas with the same canvas as it is stored elsewhere, object by object. Used once. */
final class Comparison {
    private final String where;
    private final Canvas replayed;
    private final Findings findings;
    private final Set<String> seen = new HashSet<>();

    /** @param where the other canvas is, as in "in the rows at 17" */
    Comparison(String where, Canvas replayed, Findings findings) {
        this.where = where;
        this.replayed = replayed;
        this.findings = findings;
    }

    void take(StoredObject stored) {
        seen.add(stored.id());
        CanvasObject object = replayed.object(stored.id());
        if (object == null) {
            findings.add("object " + stored.id() + " is " + where
                    + " and not in the replay; last changed there by event " + stored.seq());
            return;
        }
        Parting.between(object.props().toString(), stored.props())
                .ifPresent(parting -> differ(object, "property " + parting.path(), parting.one(), parting.other()));
        if (object.seq() != stored.seq()) {
            differ(object, "seq", object.seq(), stored.seq());
        }
        if (object.updatedAt() != stored.updatedAt()) {
            differ(object, "updated_at", object.updatedAt(), stored.updatedAt());
        }
        if (!object.updatedBy().equals(stored.updatedBy())) {
            differ(object, "updated_by", object.updatedBy(), stored.updatedBy());
        }
    }

    void take(CanvasObject other) {
        take(new StoredObject(other.id(), other.props().toString(), other.seq(), other.updatedAt(), other.updatedBy()));
    }

    private void differ(CanvasObject object, String what, Object one, Object other) {
        findings.add("object " + object.id() + ", " + what + ": " + one + " by replay, " + other + " " + where
                + "; last changed by event " + object.seq());
    }

    /** After the last one: what was not among them is missing. */
    void end() {
        for (CanvasObject object : replayed.objects()) {
            if (!seen.contains(object.id())) {
                findings.add("object " + object.id() + " is not " + where + "; last changed by event " + object.seq());
            }
        }
    }
}
