package dev.easel.protocol;

import dev.easel.protocol.json.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The messages that a client sends. */
public sealed interface ClientMessage {
    /**
     * The first message of a connection.
     *
     * @param attempt increases with each connection of this client
     * @param pending the lowest edit number that is not settled; the client sends no lower one again
     * @param partial what it has of a snapshot that ended early, where it has no copy to resume from
     * @param takes what the client understands beyond the first version of the protocol
     */
    record Hello(
            UUID client,
            long attempt,
            long pending,
            Optional<ResumeToken> resume,
            Optional<PartialCopy> partial,
            User user,
            Set<Take> takes)
            implements ClientMessage {
        public Hello {
            takes = Set.copyOf(takes);
        }

        /** A hello of a client that has all of a copy, or nothing. */
        public Hello(
                UUID client, long attempt, long pending, Optional<ResumeToken> resume, User user, Set<Take> takes) {
            this(client, attempt, pending, resume, Optional.empty(), user, takes);
        }
    }

    /** The state of a client's copy: events 1 … {@code seq}, as the client received them in {@code epoch}. */
    record ResumeToken(long epoch, long seq) {}

    /**
     * What a client has of a snapshot that ended early: every object whose last change is not after {@code upTo}, in
     * the state that it had at {@code seq} or later, as received in {@code epoch} (rule R8).
     */
    record PartialCopy(long epoch, long seq, long upTo) {}

    /** Something that a client may understand, and says so in its hello. */
    enum Take {
        /** It knows its own events by its author id, too (rule B2). */
        AUTHOR("author"),
        /** Events name their authors by numbers (rule B9). It knows its own events by its author id, too. */
        AUTHORS("authors"),
        /** The events of a frame come as columns (rule B10), which have numbers for authors. */
        COLUMNS("columns"),
        /** It takes frames of a sync in their binary form, too (rule R9). */
        DEFLATE("deflate");

        private final String wire;

        Take(String wire) {
            this.wire = wire;
        }

        /** What the word on the wire stands for; nothing when this server does not know it. */
        static Optional<Take> of(String wire) {
            return Arrays.stream(values())
                    .filter(take -> take.wire.equals(wire))
                    .findFirst();
        }
    }

    /** Changes that are applied together or not at all, with a number that the client gives. */
    record Edit(long edit, Optional<String> group, List<Change> changes) implements ClientMessage {
        public Edit {
            changes = List.copyOf(changes);
        }

        /** UTF-8 bytes of what it writes: props, values, and nothing else. */
        public int bytes() {
            int bytes = 0;
            for (Change change : changes) {
                bytes += switch (change) {
                    case Change.Put put -> put.props().length();
                    case Change.Patch patch -> patch.set().length() + appended(patch);
                    case Change.Delete _ -> 0;
                };
            }
            return bytes;
        }

        private static int appended(Change.Patch patch) {
            int bytes = 0;
            for (Change.Append append : patch.append()) {
                bytes += append.values().length();
            }
            return bytes;
        }
    }

    /** Pointer, selection and the like of this session: any JSON. It is not stored, and the latest one counts. */
    record Presence(Json state) implements ClientMessage {}

    record Ping() implements ClientMessage {}
}
