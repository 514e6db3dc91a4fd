package dev.easel.protocol;

import java.util.List;
import java.util.UUID;

/** The result of decoding a request body with edits. */
public sealed interface DecodedEdits {
    /** The most edits of one request: as many as a client may have unsettled (J7). */
    int MOST_EDITS = 50_000;

    /** The most changes of all of them: each takes far more memory than the bytes that it comes in. */
    int MOST_CHANGES = 200_000;

    /** What a request with more is told. */
    String TOO_MANY = "a request has at most " + MOST_EDITS + " edits, with " + MOST_CHANGES
            + " changes together; send the others in the next one";

    /** The edits in order, each a {@link Decoded.Message} or {@link Decoded.Unacceptable}, none malformed. */
    record Batch(UUID client, List<Decoded> edits) implements DecodedEdits {
        public Batch {
            edits = List.copyOf(edits);
        }
    }

    record Malformed(String reason) implements DecodedEdits {}
}
