package dev.easel.server.connections;

/**
 * The bounds of HTTP connections.
 *
 * @param most connections at the same time, sockets included
 * @param mostPerAddress those from one address that is not loopback; 0 for no bound
 * @param perSecond connections that are taken from one address in a second, on average; those of
 *     {@link ConnectionRate#BURST_MS} at once; 0 for no bound
 * @param headMs how long a head may take to arrive, in milliseconds
 * @param idleMs how long a connection may rest between two requests, in milliseconds
 * @param replyMs how long an answer may wait with less than {@link ReplyWatch#LEAST_TAKEN} bytes of it taken, in
 *     milliseconds
 * @param unread bytes of answers that no network has taken, of all connections
 */
public record ConnectionSettings(
        int most, int mostPerAddress, int perSecond, long headMs, long idleMs, long replyMs, long unread) {
    /** Heap that a connection may need while its head arrives: 32 KiB of text, twice. */
    private static final long HEAP_PER_CONNECTION = 64 << 10;

    private static final int LEAST = 100;
    private static final int MOST = 10_000;

    /**
     * How many connections this process has room for. A quarter of its file descriptors is left for files, for the
     * database and for what is being closed.
     */
    public static int roomFor(long heapBytes, long descriptors) {
        return Math.clamp(Math.min(heapBytes / HEAP_PER_CONNECTION, descriptors / 4 * 3), LEAST, MOST);
    }
}
