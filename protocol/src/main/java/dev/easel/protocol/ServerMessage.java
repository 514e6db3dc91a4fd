package dev.easel.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** What a server may say. */
public sealed interface ServerMessage {
    record Welcome(
            String session,
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

    /** Objects as they now are, and ids that are gone; an id is never in both. */
    record Objects(List<ObjectState> objects, List<String> deleted) implements ServerMessage {}

    record Ready(long seq) implements ServerMessage {}

    /** Events in {@code seq} order, each encoded by {@link Events#full} or {@link Events#brief}. */
    record Events(List<Json> events, OptionalLong durable) implements ServerMessage {
        /**
         * An event as everybody may get it.
         *
         * @param changes its changes as {@link ServerCodec#changes} writes them
         */
        public static Json full(Event event, Json changes) {
            return ServerCodec.event(event, changes);
        }

        /** An event as everybody may get it. */
        public static Json full(Event event) {
            return full(event, ServerCodec.changes(event.changes()));
        }

        /** "Your edit is this event, exactly as you sent it": for the socket that carried the edit alone. */
        public static Json brief(long seq, long edit) {
            return new JsonWriter(48)
                    .open('{')
                    .field("seq", seq)
                    .field("edit", edit)
                    .close('}')
                    .toJson();
        }
    }

    /** The project had this edit already. */
    record Applied(long edit, long seq) implements ServerMessage {}

    record Refused(long edit, Refusal refusal) implements ServerMessage {}

    record Durable(long seq) implements ServerMessage {}

    record Persistence(PersistenceState state, OptionalLong lastEdit) implements ServerMessage {}

    /** Peers by session; an empty value means gone. */
    record Presence(Map<String, Optional<Peer>> peers) implements ServerMessage {}

    record Project(ProjectNews news) implements ServerMessage {}

    record Closing(ClosingReason reason, OptionalLong retryAfterMs) implements ServerMessage {}

    record Failure(String code, String message, OptionalLong edit) implements ServerMessage {}

    record Pong() implements ServerMessage {}

    /** One of this client's unsettled edits that the project holds. */
    record AppliedEdit(long edit, long seq) {}

    record ObjectState(String id, Json props) {}

    /** Another session: who it is, and its latest presence state (JSON null before the first). */
    record Peer(User user, Json state) {}

    /** What everybody in a project is told about it. */
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
