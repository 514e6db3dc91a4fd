package dev.easel.server.forms;

import dev.easel.protocol.Change;
import dev.easel.protocol.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Tells from the events after the root of a form what that form knows, and what was true. Confined to one thread.
 */
final class PastFold {
    private final Optional<FormSession> session;
    private final long root;
    private final ObjectFold props;
    private ObjectFold known;
    private final String object;
    /** The last event of the form so far, and the object after it. */
    private long own = -1;

    private Optional<Json> then = Optional.empty();

    /**
     * @param session of the form; without one, what is true is what is known
     * @param root the events after this one are those that may be of the form
     * @param props at some seq that is not after {@code root}
     */
    PastFold(Optional<FormSession> session, long root, String object, Optional<Json> props) {
        this.session = session;
        this.root = root;
        this.object = object;
        this.props = new ObjectFold(object, props);
        this.known = new ObjectFold(object, props);
    }

    /** The form made event {@code seq}, shows {@code shown} since, and the object has not changed since. */
    void goOnFrom(long seq, Json shown) {
        known = new ObjectFold(object, Optional.of(shown));
        own = seq;
        then = props.props();
    }

    /** The next event that may change the object. */
    void apply(long seq, UUID client, Optional<String> group, List<Change> changes) {
        boolean isOwn = isOfTheForm(client, group);
        if (isOwn && seq > root) {
            takeIn(group);
        }
        props.apply(changes);
        if (isOwn || seq <= root) {
            known.apply(changes);
        }
        if (isOwn) {
            own = seq;
            then = props.props();
        }
    }

    /** A form that does not wait for its answers may tell of an event before: then it knows what it knew. */
    private void takeIn(Optional<String> group) {
        FormSession.taken(group)
                .filter(it -> it.base() == own)
                .flatMap(it -> known.props().flatMap(knew -> then.map(now -> it.patch(object, knew, now))))
                .ifPresent(patch -> known.apply(List.of(patch)));
    }

    private boolean isOfTheForm(UUID client, Optional<String> group) {
        return session.filter(form ->
                        FormSession.of(client, group).filter(form::isSameForm).isPresent())
                .isPresent();
    }

    FormBase base() {
        return session.isPresent() ? new FormBase(props.props(), session, known.props()) : FormBase.seen(props.props());
    }
}
