package dev.easel.server.access;

import dev.easel.protocol.ServerMessage.Role;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How somebody stands to a project.
 *
 * @param exists whether there is such a project
 * @param isTrashed whether there was, and it can be brought back
 * @param member the role as a member
 * @param link the role by the share link they came by, while it lives
 * @param changesAt when that changes by itself: the first end of such a link, in milliseconds since 1970
 */
public record Standing(
        boolean exists, boolean isTrashed, Optional<Role> member, Optional<Role> link, OptionalLong changesAt) {
    public static final Standing NO_PROJECT =
            new Standing(false, false, Optional.empty(), Optional.empty(), OptionalLong.empty());

    /** The highest role; empty where there is none. */
    public Optional<Role> role() {
        return Stream.of(member, link).flatMap(Optional::stream).min(Enum::compareTo);
    }
}
