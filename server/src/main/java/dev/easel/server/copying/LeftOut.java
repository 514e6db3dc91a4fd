package dev.easel.server.copying;

import dev.easel.server.copying.DrawingCopy.Code;

/**
 * Thrown where an element cannot be copied; the message says why, for people: what follows "it is left out because".
 */
final class LeftOut extends Exception {
    private static final long serialVersionUID = 1L;

    private final Code code;

    LeftOut(Code code, String reason) {
        super(reason, null, false, false);
        this.code = code;
    }

    Code code() {
        return code;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
