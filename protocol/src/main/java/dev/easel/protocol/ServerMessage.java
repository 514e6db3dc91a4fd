package dev.easel.protocol;

import dev.easel.protocol.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.UUID;

/** The messages that a server sends. */
public sealed interface ServerMessage {
    /**
     * @param author the client's own author id, for one that takes it
     * @param here sessions in the project, this one included, where {@code peers} may not be all others (rule B11)
     */
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
            Map<String, Peer> peers,
            OptionalInt here)
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

    /** @param authors all who have a number now, for one that takes numbers (rule B9) */
    record Ready(long seq, SequencedMap<Integer, NumberedAuthor> authors) implements ServerMessage {
        public Ready(long seq) {
            this(seq, NOBODY);
        }
    }

    /**
     * Events in {@code seq} order, each encoded by {@code EventCodec}: in full, with numbers for authors, or in brief.
     *
     * @param authors whose numbers are explained by this frame
     */
    record Events(List<Json> events, SequencedMap<Integer, NumberedAuthor> authors, OptionalLong durable)
            implements ServerMessage {
        public Events(List<Json> events, OptionalLong durable) {
            this(events, NOBODY, durable);
        }
    }

    /**
     * Events in {@code seq} order, without gaps, by what they consist of (rule B10). Columns have an element, and the
     * maps an index, for each event.
     *
     * @param seq that of the first event
     * @param at when the last of them was accepted
     * @param authors whose numbers are explained by this frame
     * @param by the numbers of the authors
     * @param edits where an edit is not its author's next one
     * @param groups where a group is not that of the author's event before
     * @param changes encoded by {@code EventCodec.leanChanges}; absent for the session that made all of them so
     */
    record Columns(
            long seq,
            long at,
            SequencedMap<Integer, NumberedAuthor> authors,
            List<Integer> by,
            SequencedMap<Integer, Long> edits,
            SequencedMap<Integer, Optional<String>> groups,
            Optional<List<Json>> changes,
            OptionalLong durable)
            implements ServerMessage {}

    /**
     * Whom a number stands for (rule B9).
     *
     * @param client the author id
     * @param edit the number of the next edit, unless it is told otherwise
     * @param group that of the next edit, unless it is told otherwise
     */
    record NumberedAuthor(String by, UUID client, long edit, Optional<String> group) {}

    /** No author is explained. */
    SequencedMap<Integer, NumberedAuthor> NOBODY = Collections.unmodifiableSequencedMap(new LinkedHashMap<>());

    /** The project has already applied this edit. */
    record Applied(long edit, long seq) implements ServerMessage {}

    record Refused(long edit, Refusal refusal) implements ServerMessage {}

    record Durable(long seq) implements ServerMessage {}

    record Persistence(PersistenceState state, OptionalLong lastEdit) implements ServerMessage {}

    /**
     * @param peers by session; an empty value means that the session has left
     * @param here sessions in the project now, the receiver included, where it may not know of all others (rule B11)
     */
    record Presence(Map<String, Optional<Peer>> peers, OptionalInt here) implements ServerMessage {}

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
