package dev.easel.protocol;

/** What a frame turned out to be. Decoding is total: every frame is one of these, nothing is thrown. */
public sealed interface Decoded {
    record Message(ClientMessage message) implements Decoded {}

    /** An edit whose number could be read but whose content is not allowed: refused, and the socket lives. */
    record Unacceptable(long edit, Refusal refusal) implements Decoded {}

    /**
     * Anything else: the socket is closed with 4400.
     *
     * @param reason printable ASCII, at most 120 characters: fits into a close frame whatever the client had sent
     */
    record Malformed(String reason) implements Decoded {
        private static final int MAX_REASON = 120;

        public Malformed {
            String ascii = reason.replaceAll("[^ -~]", "?");
            reason = ascii.substring(0, Math.min(ascii.length(), MAX_REASON));
        }
    }
}
