package dev.easel.protocol;

/** The result of decoding a frame. Every frame has one; nothing is thrown. */
public sealed interface Decoded {
    record Message(ClientMessage message) implements Decoded {}

    /** An edit whose number can be read and whose content is not allowed: it is refused, and the socket stays open. */
    record Unacceptable(long edit, Refusal refusal) implements Decoded {}

    /**
     * Any other input: the socket is closed with 4400.
     *
     * @param reason printable ASCII, at most 120 characters, so that it always fits into a close frame
     */
    record Malformed(String reason) implements Decoded {
        private static final int MAX_REASON = 120;

        public Malformed {
            String ascii = reason.replaceAll("[^ -~]", "?");
            reason = ascii.substring(0, Math.min(ascii.length(), MAX_REASON));
        }
    }
}
