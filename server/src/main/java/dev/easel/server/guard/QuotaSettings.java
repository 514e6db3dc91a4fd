package dev.easel.server.guard;

/**
 * How much a person may have; 0 for no bound.
 *
 * @param boards that they own, those in the trash included
 * @param bytes of the images of all boards that they own
 * @param connections on which they have asked for a socket, to one instance
 */
public record QuotaSettings(int boards, long bytes, int connections) {
    public static final QuotaSettings UNBOUNDED = new QuotaSettings(0, 0, 0);
}
