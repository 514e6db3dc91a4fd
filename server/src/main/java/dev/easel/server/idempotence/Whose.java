package dev.easel.server.idempotence;

/** Whose a number {@code (client, edit)} is, seen from somebody who sends an edit under it (rule E15). */
public sealed interface Whose {
    /** The project does not hold it. */
    record Nobodys() implements Whose {}

    /** The project holds this very edit, as event {@code seq}. */
    record Senders(long seq) implements Whose {}

    /** The project holds another edit under it. */
    record Anothers() implements Whose {}
}
