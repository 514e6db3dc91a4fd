package dev.easel.server.live;

import dev.easel.protocol.ServerMessage.Role;
import dev.easel.server.log.TraceId;
import java.util.Optional;

/**
 * On whose behalf something is asked of a project, and by which request.
 *
 * @param user id of a person who is signed in; a guest has none
 * @param name the name that is known for sure; a guest has none
 * @param pseudonym of a guest who came by a share link: the same as long as they come back by it
 * @param role what the principal may do in the project
 * @param trace of the request that asks
 */
public record Principal(
        Optional<String> user, Optional<String> name, Optional<String> pseudonym, Role role, TraceId trace) {
    /** Everybody, where nobody signs in: may do everything, and has the name that the client says. */
    public static final Principal GUEST =
            new Principal(Optional.empty(), Optional.empty(), Optional.empty(), Role.OWNER, TraceId.NONE);

    /** The name on edits whose client gives none. */
    public static final String ANONYMOUS = "anonymous";

    /** Who is signed in. */
    public static Principal person(String user, Optional<String> name, Role role, TraceId trace) {
        return new Principal(Optional.of(user), name.or(() -> Optional.of(user)), Optional.empty(), role, trace);
    }

    /** Who came by a share link without being signed in. */
    public static Principal linkGuest(String pseudonym, Role role, TraceId trace) {
        return new Principal(Optional.empty(), Optional.empty(), Optional.of(pseudonym), role, trace);
    }

    /** The same, who asks by this request. */
    public Principal by(TraceId request) {
        return new Principal(user, name, pseudonym, role, request);
    }

    /** The same with another role. */
    public Principal with(Role other) {
        return new Principal(user, name, pseudonym, other, trace);
    }

    /** Whether nobody knows who this is. */
    public boolean isGuest() {
        return user.isEmpty();
    }

    /** Whether it may change the project. */
    public boolean mayEdit() {
        return role != Role.VIEWER;
    }

    /**
     * The name that stands on this principal's edits. {@code claimed} is what the client says; it counts only for
     * guests, and those who came by a link have their pseudonym behind it.
     */
    public String author(String claimed) {
        return name.orElseGet(
                () -> pseudonym.map(it -> claimed + " (guest " + it + ")").orElse(claimed));
    }

    /**
     * The name under which others see that this principal is here. {@code claimed} is what the client says; it counts
     * only for guests, and those who came by a link are told to be guests.
     */
    public String shown(String claimed) {
        return name.orElseGet(() -> pseudonym.isPresent() ? claimed + " (guest)" : claimed);
    }
}
