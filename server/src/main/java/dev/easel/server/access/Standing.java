package dev.easel.server.access;

import dev.easel.protocol.ServerMessage.Role;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How somebody stands to a project.
 *
 * @param exists whether there is such a project
 * @param isTrashed whether there was, and it can be brought back
 * @param member the role as a member
 * @param link the role by the share link they came by, while it lives
 */
public record Standing(boolean exists, boolean isTrashed, Optional<Role> member, Optional<Role> link) {
    public static final Standing NO_PROJECT = new Standing(false, false, Optional.empty(), Optional.empty());

    /** The highest role; empty where there is none. */
    public Optional<Role> role() {
        return Stream.of(member, link).flatMap(Optional::stream).min(Enum::compareTo);
    }
}
