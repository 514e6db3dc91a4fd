package dev.easel.server.members;

import dev.easel.protocol.ServerMessage.Role;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A link that lets in whoever has it.
 *
 * @param role editor or viewer
 * @param name what its maker calls it
 * @param createdAt in milliseconds since 1970
 * @param createdBy the user id of its maker
 * @param endsAt in milliseconds since 1970; empty where it has no end
 */
public record ShareLink(
        UUID id, Role role, Optional<String> name, long createdAt, String createdBy, OptionalLong endsAt) {}
