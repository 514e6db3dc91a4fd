package dev.easel.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The texts one client sends: its rectangles, and each move of one of them in turn. All moves are about equally long.
 */
final class Edits {
    private final byte[][] between;
    private final byte[] text = new byte[256];
    private final List<String> ids;
    private int length;

    Edits(int client, int rectangles) {
        ids = IntStream.range(0, rectangles)
                .mapToObj(i -> "rectangle-%06d".formatted(client * rectangles + i))
                .toList();
        between = ids.stream()
                .map(id -> ",\"changes\":[{\"op\":\"patch\",\"id\":\"%s\",\"set\":{\"x\":"
                        .formatted(id)
                        .getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
    }

    byte[] rectangles(long edit) {
        String changes = ids.stream()
                .map(id -> "{\"op\":\"put\",\"id\":\"%s\",\"props\":%s}".formatted(id, Shapes.rectangle(100, 100)))
                .collect(Collectors.joining(","));
        return "{\"type\":\"edit\",\"edit\":%d,\"changes\":[%s]}"
                .formatted(edit, changes)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Valid until the next call; as long as {@link #length} says. */
    byte[] move(long edit) {
        length = 0;
        put(BEGIN);
        put(edit);
        put(between[(int) (edit % between.length)]);
        put(1_000 + edit % 7_919);
        put(MIDDLE);
        put(1_000 + edit % 6_151);
        put(END);
        return text;
    }

    int length() {
        return length;
    }

    private static final byte[] BEGIN = "{\"type\":\"edit\",\"edit\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MIDDLE = ".25,\"y\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = ".75}}]}".getBytes(StandardCharsets.US_ASCII);

    private void put(byte[] piece) {
        System.arraycopy(piece, 0, text, length, piece.length);
        length += piece.length;
    }

    private void put(long number) {
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        length += digits;
        long rest = number;
        for (int i = 1; i <= digits; i++) {
            text[length - i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
