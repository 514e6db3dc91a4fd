package dev.easel.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Fills a room with objects over a client's socket, each put by an edit of its own. */
public final class BoardFiller {
    /** Edits sent ahead of their echo. */
    private static final int AHEAD = 200;

    private final Wire wire;

    public BoardFiller(Wire wire) {
        this.wire = wire;
    }

    /**
     * Returns when all of it is there; {@link Client#isSettled} tells when it is durable, too.
     *
     * @param client has sent nothing yet
     */
    public void fill(Client client, int objects) throws IOException {
        long before = client.seq();
        for (int i = 0; i < objects; i++) {
            long enough = before + i - AHEAD;
            wire.await("saw all the objects", () -> client.seq() > enough);
            client.send("{\"type\":\"edit\",\"edit\":%d,\"changes\":[{\"op\":\"put\",%s]}"
                    .formatted(i + 1, object(i).substring(1))
                    .getBytes(StandardCharsets.US_ASCII));
        }
        wire.await("saw all the objects", () -> client.seq() >= before + objects);
    }

    /** An object as everybody gets it. */
    public static String object(int number) {
        return "{\"id\":\"element-%06d\",\"props\":%s}".formatted(number, Shapes.element(number, 100 + number));
    }
}
