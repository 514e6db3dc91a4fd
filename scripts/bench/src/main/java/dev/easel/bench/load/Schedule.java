package dev.easel.bench.load;

/**
 * When each edit is due: the clients take turns, evenly spread over the interval in which each of them edits once. So
 * the time of an edit follows from its client and its number, and need not be kept.
 *
 * @param start nanosecond time at which the first edit is due
 * @param interval nanoseconds between two edits of one client
 * @param firstEdit the number of each client's first edit
 */
public record Schedule(long start, long interval, int clients, long firstEdit) {
    /** @param turn 0 for the first edit of all */
    public long due(long turn) {
        return start + turn * interval / clients;
    }

    public long due(int client, long edit) {
        return due((edit - firstEdit) * clients + client);
    }

    public int client(long turn) {
        return (int) (turn % clients);
    }

    public long edit(long turn) {
        return firstEdit + turn / clients;
    }

    public double perSecond() {
        return clients * 1e9 / interval;
    }
}
