package dev.easel.bench.load;

import java.util.Arrays;

/** What a client was told of the numbers that authors have: whose each is, and which edit of theirs comes next. */
final class AuthorNumbers {
    private int[] clients = new int[16];
    private long[] edits = new long[16];

    void explain(int number, int client, long edit) {
        if (number >= clients.length) {
            int length = Math.max(2 * clients.length, number + 1);
            clients = Arrays.copyOf(clients, length);
            edits = Arrays.copyOf(edits, length);
        }
        clients[number] = client;
        edits[number] = edit;
    }

    int client(int number) {
        return clients[number];
    }

    /** The edit of a column that is not told: it is the author's next one. */
    static final long NEXT = -1;

    /** The number of the author's next edit; {@code told} unless that is {@link #NEXT}. */
    long edit(int number, long told) {
        long edit = told == NEXT ? edits[number] : told;
        edits[number] = edit + 1;
        return edit;
    }
}
