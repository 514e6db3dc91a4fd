package dev.easel.protocol;

import dev.easel.protocol.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** The messages that a server sends. */
public sealed interface ServerMessage {
    /** @param author the client's own author id, for one that takes it */
    record Welcome(
            String session,
            Optional<UUID> author,
            ProjectNews project,
            Role role,
            long epoch,
            long seq,
            long durable,
            List<AppliedEdit> applied,
            Sync sync,
            Reason reason,
            Limits limits,
            Map<String, Peer> peers)
            implements ServerMessage {}

    /**
     * Objects in their present state, and ids that were deleted; an id is never in both.
     *
     * @param extent how far the frame brings the client, where it is told
     */
    record Objects(List<ObjectState> objects, List<String> deleted, Optional<Extent> extent) implements ServerMessage {
        public Objects(List<ObjectState> objects, List<String> deleted) {
            this(objects, deleted, Optional.empty());
        }
    }

    /**
     * How far a sync has come (rule R8).
     *
     * @param upTo every object whose last change is not after it has been sent
     * @param at the seq that this was true at: what has changed later comes later
     */
    record Extent(long upTo, long at) {}

    record Ready(long seq) implements ServerMessage {}

    /** Events in {@code seq} order, each encoded by {@code ServerCodec}, in full or in brief. */
    record Events(List<Json> events, OptionalLong durable) implements ServerMessage {}

    /** The project has already applied this edit. */
    record Applied(long edit, long seq) implements ServerMessage {}

    record Refused(long edit, Refusal refusal) implements ServerMessage {}

    record Durable(long seq) implements ServerMessage {}

    record Persistence(PersistenceState state, OptionalLong lastEdit) implements ServerMessage {}

    /** Peers by session; an empty value means that the session has left. */
    record Presence(Map<String, Optional<Peer>> peers) implements ServerMessage {}

    record Project(ProjectNews news) implements ServerMessage {}

    /** What this session may do from now on; {@code welcome} told it first. */
    record RoleChanged(Role role) implements ServerMessage {}

    record Closing(ClosingReason reason, OptionalLong retryAfterMs) implements ServerMessage {}

    record Failure(String code, String message, OptionalLong edit) implements ServerMessage {}

    record Pong() implements ServerMessage {}

    /** An unsettled edit of this client that the project has applied. */
    record AppliedEdit(long edit, long seq) {}

    record ObjectState(String id, Json props) {}

    /** Another session: its user, and its latest presence state (JSON null before the first). */
    record Peer(User user, Json state) {}

    /** Title, active version and settings of a project, as all its sessions receive them. */
    record ProjectNews(UUID id, String title, UUID version, Json settings) {}

    enum Role {
        OWNER,
        EDITOR,
        VIEWER
    }

    enum Sync {
        SNAPSHOT,
        DELTA
    }

    enum Reason {
        FIRST,
        RESUMED,
        DIVERGED,
        HORIZON,
        LAGGED
    }

    enum PersistenceState {
        OK,
        DEGRADED,
        STOPPED
    }

    enum ClosingReason {
        DRAINING,
        IDLE,
        REVOKED,
        MOVED,
        REBORN
    }
}
