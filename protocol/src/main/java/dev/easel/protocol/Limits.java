package dev.easel.protocol;

/**
 * The limits of a server, which it sends in {@code welcome.limits} (rules L).
 *
 * @param frame UTF-8 bytes of one text frame, and of one edit over HTTP
 * @param changes changes in one edit
 * @param object UTF-8 bytes of one object's props in compact form, numbers as long as the database writes them
 * @param objects objects in one project
 * @param edits edits that a session may send per second, on average
 * @param burst edits that a session may send at once
 * @param presence UTF-8 bytes of one presence state
 * @param presences presence messages that a session may send per second
 * @param sessions sessions in one project
 * @param backlog unsent bytes at which a socket gets no more events until all are sent
 * @param hello milliseconds within which a client says hello
 * @param ping milliseconds between two WebSocket pings
 */
public record Limits(
        int frame,
        int changes,
        int object,
        int objects,
        int edits,
        int burst,
        int presence,
        int presences,
        int sessions,
        int backlog,
        int hello,
        int ping) {
    public static final Limits DEFAULTS =
            new Limits(1 << 20, 1_000, 256 << 10, 100_000, 120, 240, 4 << 10, 60, 500, 4 << 20, 10_000, 20_000);
}
