package dev.easel.server.bulk;

import dev.easel.protocol.json.Json;
import dev.easel.server.live.LiveObjects;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What turns the canvas from one content into another: the objects that differ, those that shrink most first, so that
 * the canvas is never larger on the way than at both ends. Immutable.
 *
 * @param epoch of the project when it was planned
 * @param seq at which it was planned
 */
public record Transition(long epoch, long seq, List<ObjectTarget> targets) {
    public Transition {
        targets = targets.stream()
                .sorted(Comparator.comparingInt(ObjectTarget::growth))
                .toList();
    }

    /**
     * From the objects as they are, to these contents. Looks at each object, which takes time when there are very many:
     * not on an event loop.
     *
     * @param to props by id; what it does not have is deleted
     */
    public static Transition between(LiveObjects from, Map<String, Json> to) {
        Set<String> ids = new LinkedHashSet<>();
        from.objects().forEach(object -> ids.add(object.id()));
        ids.addAll(to.keySet());
        return between(from, to, ids);
    }

    /** The same of the objects with these ids; the others stay as they are. */
    public static Transition between(LiveObjects from, Map<String, Json> to, Set<String> ids) {
        Map<String, Json> present = new HashMap<>();
        from.objects().forEach(object -> present.put(object.id(), object.props()));
        List<ObjectTarget> targets = new ArrayList<>();
        for (String id : ids) {
            ObjectTarget target = new ObjectTarget(id, present.get(id), to.get(id));
            if (target.differs()) {
                targets.add(target);
            }
        }
        return new Transition(from.epoch(), from.seq(), targets);
    }

    public boolean isEmpty() {
        return targets.isEmpty();
    }

    List<List<ObjectTarget>> portions() {
        return Portions.cut(targets, _ -> 1, ObjectTarget::bytes);
    }

    /** Bytes of the props of each object that is put or changed, by id. */
    Map<String, Integer> puts() {
        Map<String, Integer> puts = new HashMap<>();
        for (ObjectTarget target : targets) {
            if (target.to() != null) {
                puts.put(target.id(), target.to().length());
            }
        }
        return puts;
    }

    /** The ids of the objects that are deleted. */
    List<String> deletions() {
        return targets.stream()
                .filter(target -> target.to() == null)
                .map(ObjectTarget::id)
                .toList();
    }
}
