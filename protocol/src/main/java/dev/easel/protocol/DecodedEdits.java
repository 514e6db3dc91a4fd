package dev.easel.protocol;

import java.util.List;
import java.util.UUID;

/** The result of decoding a request body with edits. */
public sealed interface DecodedEdits {
    /** The edits in order, each a {@link Decoded.Message} or {@link Decoded.Unacceptable}, none malformed. */
    record Batch(UUID client, List<Decoded> edits) implements DecodedEdits {
        public Batch {
            edits = List.copyOf(edits);
        }
    }

    record Malformed(String reason) implements DecodedEdits {}
}
