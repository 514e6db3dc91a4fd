package dev.easel.server.http;

import dev.easel.protocol.ServerMessage.Role;
import dev.easel.protocol.json.Json;
import dev.easel.server.catalog.Projects.ProjectRecord;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A project as it is answered.
 *
 * @param picture the tag of its picture; null where there is none
 * @param role of who asks: owner, editor or viewer
 */
public record ProjectBody(
        UUID id,
        String title,
        UUID version,
        Json settings,
        long createdAt,
        long updatedAt,
        long seq,
        long savedSeq,
        @Nullable String picture,
        String role) {
    /** @param role of who asks */
    public static ProjectBody of(ProjectRecord it, Role role) {
        return new ProjectBody(
                it.id(),
                it.title(),
                it.version(),
                it.settings(),
                it.createdAt(),
                it.updatedAt(),
                it.seq(),
                it.savedSeq(),
                it.picture().orElse(null),
                role.name().toLowerCase(Locale.ROOT));
    }
}
