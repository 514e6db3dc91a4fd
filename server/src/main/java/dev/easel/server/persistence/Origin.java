package dev.easel.server.persistence;

/**
 * What is kept of how an edit came, beside its event: from this it is told whose the number is (rule E15).
 *
 * @param content a hash of what was sent, never 0; 0 when nobody wrote it down
 * @param isOverSocket whether it came over a socket of its client
 */
public record Origin(long content, boolean isOverSocket) {
    /** Of an event that an earlier version stored: it is taken for its client's own. */
    public static final Origin UNKNOWN = new Origin(0, true);

    /** Whether the edit was one of this content, as far as is known. */
    public boolean isOf(long other) {
        return content == 0 || content == other;
    }
}
