package dev.easel.server.forms;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One opened form, in which one object is edited. Its edits carry it in their client and group, so that the journal
 * tells which edits were made in the same form.
 *
 * @param client of its edits: of a form that names itself, or of all others that were opened on the same state
 * @param root the form knows the object as it was at this seq, but for what the form itself has changed since
 * @param nonce tells it from other forms of the same client
 */
record FormSession(UUID client, long root, String nonce) {
    private static final Pattern GROUP = Pattern.compile("form-(\\d{1,16})-([0-9a-f]{8})(-.*)?");
    /** Characters of a group. */
    private static final int LONGEST = 64;

    private static final int NONCE = 8;

    /** A form that knows the object as it was at {@code seq}. */
    static FormSession opened(UUID project, String object, long seq, UUID random) {
        return new FormSession(
                client(project, object + " " + seq), seq, random.toString().substring(0, NONCE));
    }

    /** The form that names itself, which knows the object as it was at {@code seq}. */
    static FormSession named(UUID client, long seq) {
        return new FormSession(client, seq, client.toString().substring(0, NONCE));
    }

    /** The client of a form that names itself. */
    static UUID clientOf(UUID project, String object, String name) {
        return client(project, object + " form " + name);
    }

    /** The client of everybody who sends this object without a base. */
    static UUID clientWithoutBase(UUID project, String object) {
        return client(project, object);
    }

    private static UUID client(UUID project, String name) {
        return UUID.nameUUIDFromBytes(("easel form " + project + " " + name).getBytes(StandardCharsets.UTF_8));
    }

    /** The session of an edit with this client and group; empty where it was not made in a form. */
    static Optional<FormSession> of(UUID client, Optional<String> group) {
        return group.map(GROUP::matcher)
                .filter(Matcher::matches)
                .map(found -> new FormSession(client, Long.parseLong(found.group(1)), found.group(2)));
    }

    /** The same form, which knows now all that had happened up to {@code seq}. */
    FormSession upToDateAt(long seq) {
        return new FormSession(client, seq, nonce);
    }

    /** Whether both are the same form, whatever it knew. */
    boolean isSameForm(FormSession other) {
        return client.equals(other.client) && nonce.equals(other.nonce);
    }

    /**
     * The group of an edit of it.
     *
     * @param taken is left out where it does not fit: from about a hundred properties on that others have changed
     */
    String group(Optional<TakenIn> taken) {
        String group = "form-" + root + "-" + nonce;
        return taken.map(it -> group + it.text())
                .filter(it -> it.length() <= LONGEST)
                .orElse(group);
    }

    /** What the edit with this group has taken in. */
    static Optional<TakenIn> taken(Optional<String> group) {
        return group.map(GROUP::matcher)
                .filter(Matcher::matches)
                .flatMap(found -> Optional.ofNullable(found.group(3)))
                .flatMap(TakenIn::read);
    }
}
