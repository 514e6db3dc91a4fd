package dev.easel.protocol;

import java.util.Optional;

/**
 * The answer to an edit that was not applied; only its sender receives it.
 *
 * @param number says, where there is something, that the edit's number is the reason, and its content was not judged
 */
public record Refusal(RefusalCode code, String message, Optional<OfNumber> number) {
    public Refusal(RefusalCode code, String message) {
        this(code, message, Optional.empty());
    }

    /** What is wrong with the number of an edit (rule E15). */
    public enum OfNumber {
        /** The project holds another edit under it: the same changes may be offered under another number. */
        TAKEN("taken"),
        /** Its client is connected, and sends its edits over its socket: nobody else gives out its numbers. */
        CONNECTED("connected");

        private final String wire;

        OfNumber(String wire) {
            this.wire = wire;
        }

        /** The word on the wire. */
        public String wire() {
            return wire;
        }
    }
}
