package dev.easel.protocol;

import java.util.List;
import java.util.UUID;

/** What a request body that should carry edits turned out to be. */
public sealed interface DecodedEdits {
    /** Each edit in order: a {@link Decoded.Message} or {@link Decoded.Unacceptable}, never malformed. */
    record Batch(UUID client, List<Decoded> edits) implements DecodedEdits {
        public Batch {
            edits = List.copyOf(edits);
        }
    }

    record Malformed(String reason) implements DecodedEdits {}
}
