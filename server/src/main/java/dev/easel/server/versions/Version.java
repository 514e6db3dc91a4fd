package dev.easel.server.versions;

import java.util.Optional;
import java.util.UUID;

/**
 * A name for the canvas as of an event. Of each project one version is active: the one that is edited.
 *
 * @param name empty until somebody names it
 * @param createdAt in milliseconds since 1970
 * @param createdBy the author's name; empty where none was told
 * @param baseSeq the event after which it began
 * @param headSeq its last event: its content is the canvas as of that one. Of the active version it moves along
 */
public record Version(
        UUID id,
        Optional<String> name,
        Kind kind,
        long createdAt,
        Optional<String> createdBy,
        long baseSeq,
        long headSeq,
        boolean isActive) {
    /** Why there is a version. */
    public enum Kind {
        /** Somebody asked for it, or went back to it. */
        MANUAL,
        /** It was taken before a bulk operation, or is active while a canvas is turned into another. */
        AUTO
    }
}
