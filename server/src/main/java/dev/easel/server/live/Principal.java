package dev.easel.server.live;

import dev.easel.protocol.ServerMessage.Role;
import java.util.Optional;

/**
 * On whose behalf something is asked of a project. There is no access control yet, and one principal: {@link #GUEST}.
 *
 * @param name the name that is known for sure; a guest has none
 * @param role what the principal may do
 */
public record Principal(Optional<String> name, Role role) {
    /** Everybody who reaches the server: may do everything, and has the name that the client says. */
    public static final Principal GUEST = new Principal(Optional.empty(), Role.OWNER);

    /** The name on edits whose client gives none. */
    public static final String ANONYMOUS = "anonymous";

    /**
     * The name that stands on this principal's edits. {@code claimed} is what the client says; it counts only for
     * guests.
     */
    public String author(String claimed) {
        return name.orElse(claimed);
    }
}
