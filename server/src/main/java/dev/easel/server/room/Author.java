package dev.easel.server.room;

import dev.easel.server.audience.Session;
import dev.easel.server.live.Principal;
import dev.easel.server.log.TraceId;
import java.util.Optional;
import java.util.UUID;

/**
 * Whose an edit is, and how it came.
 *
 * @param user id of who is signed in
 * @param name stands on the edit
 * @param isOverSocket whether it came over a socket of its client
 * @param trace of the request or session that brought it
 */
record Author(UUID client, Optional<String> user, String name, boolean isOverSocket, TraceId trace) {
    static Author of(Session session) {
        return new Author(
                session.client(),
                session.principal().user(),
                session.author(),
                true,
                session.principal().trace());
    }

    /** @param claimed the name that the client says it has */
    static Author of(Principal principal, String claimed, UUID client) {
        return new Author(client, principal.user(), principal.author(claimed), false, principal.trace());
    }
}
