package dev.easel.server.access;

import dev.easel.protocol.ServerMessage.Role;

/** Whether somebody may make a call. */
public sealed interface Decision {
    /** @param role in the project that the call is about; that of a viewer where it is about none */
    record Granted(Role role) implements Decision {}

    /**
     * It is not known who asks.
     *
     * @param why a sentence
     */
    record SignedOut(String why) implements Decision {}

    /**
     * It is known, and not enough.
     *
     * @param code for programs
     * @param why a sentence
     */
    record Denied(String code, String why) implements Decision {}

    /** There is no such project. */
    record Absent() implements Decision {}
}
