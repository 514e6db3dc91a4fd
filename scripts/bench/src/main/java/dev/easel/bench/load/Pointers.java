package dev.easel.bench.load;

import java.nio.charset.StandardCharsets;

/**
 * What clients show of themselves: each looks at a place of its own on a board of 12,000 by 12,000, of which it sees
 * 1,200 by 800, and moves its cursor there.
 */
final class Pointers {
    private static final int BOARD = 12_000;
    private static final int WIDTH = 1_200;
    private static final int HEIGHT = 800;

    /** Far from any multiple of the other numbers, so that places are spread evenly. */
    private static final long SPREAD = 7_919;

    private Pointers() {}

    /** @param step how often the cursor has moved */
    static byte[] state(int client, long step) {
        long left = client * SPREAD % (BOARD - WIDTH);
        long top = client * SPREAD / (BOARD - WIDTH) * SPREAD % (BOARD - HEIGHT);
        String state = """
            {"type":"presence","state":{"cursor":[%d.5,%d.5],"tool":"pointer","button":"up","selection":[],\
            "viewport":[%d,%d,%d,%d],"activity":"active"}}""";
        long x = left + step * 31 % WIDTH;
        long y = top + step * 17 % HEIGHT;
        return state.formatted(x, y, left, top, left + WIDTH, top + HEIGHT).getBytes(StandardCharsets.US_ASCII);
    }
}
