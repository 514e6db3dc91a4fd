package dev.easel.server.live;

import dev.easel.protocol.ServerMessage.Role;
import dev.easel.server.log.TraceId;
import java.util.Optional;

/**
 * On whose behalf something is asked of a project, and by which request. There is no access control yet, and one
 * principal: {@link #GUEST}.
 *
 * @param name the name that is known for sure; a guest has none
 * @param role what the principal may do
 * @param trace of the request that asks
 */
public record Principal(Optional<String> name, Role role, TraceId trace) {
    /** Everybody who reaches the server: may do everything, and has the name that the client says. */
    public static final Principal GUEST = new Principal(Optional.empty(), Role.OWNER, TraceId.NONE);

    /** The name on edits whose client gives none. */
    public static final String ANONYMOUS = "anonymous";

    /** The same, who asks by this request. */
    public Principal by(TraceId request) {
        return new Principal(name, role, request);
    }

    /**
     * The name that stands on this principal's edits. {@code claimed} is what the client says; it counts only for
     * guests.
     */
    public String author(String claimed) {
        return name.orElse(claimed);
    }
}
