package dev.easel.chaos.client;

/** Is told what clients hear of their edits. Any thread. */
public interface Witness {
    /**
     * A client was told that an edit is durable.
     *
     * @param sentAt when it was sent last, by {@link System#nanoTime}
     */
    void durable(String client, String project, long sentAt);

    /** A client has got answers after it had waited for any for so many nanoseconds. */
    void answered(String client, long waited);
}
