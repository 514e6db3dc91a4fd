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
    private final ObjectFold known;

    /**
     * @param session of the form; without one, what is true is what is known
     * @param root the events after this one are those that may be of the form
     * @param props at some seq that is not after {@code root}
     */
    PastFold(Optional<FormSession> session, long root, String object, Optional<Json> props) {
        this.session = session;
        this.root = root;
        this.props = new ObjectFold(object, props);
        this.known = new ObjectFold(object, props);
    }

    /** The next event that may change the object. */
    void apply(long seq, UUID client, Optional<String> group, List<Change> changes) {
        props.apply(changes);
        if (seq <= root || isOfTheForm(client, group)) {
            known.apply(changes);
        }
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
