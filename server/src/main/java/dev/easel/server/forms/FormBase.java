package dev.easel.server.forms;

import dev.easel.protocol.json.Json;
import java.util.Optional;

/**
 * What a form was looking at when it sent an object: one seq of the project, and the object there.
 *
 * @param props the object's props at that seq; empty where it was not there
 * @param session the form whose edit is the event at that seq; empty where no form made it
 * @param known the props as that form shows them: its own changes over what it was opened on. The same as {@code props}
 *     where there is no session, or the form has seen all that others have changed
 */
record FormBase(Optional<Json> props, Optional<FormSession> session, Optional<Json> known) {
    /** The object at a seq that is no form's. */
    static FormBase seen(Optional<Json> props) {
        return new FormBase(props, Optional.empty(), props);
    }

    static FormBase of(FormSession session, Optional<Json> props, Json form) {
        return new FormBase(props, Optional.of(session), Optional.of(form));
    }
}
