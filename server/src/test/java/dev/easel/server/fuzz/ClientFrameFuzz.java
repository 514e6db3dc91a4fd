package dev.easel.server.fuzz;

import dev.easel.protocol.ClientCodec;
import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.Decoded;
import dev.easel.protocol.Limits;
import java.nio.charset.StandardCharsets;

/** Text frames of clients. Every input is decoded to something; what is accepted can be stored and read again. */
public final class ClientFrameFuzz {
    private static final ClientCodec CODEC = new ClientCodec(Limits.DEFAULTS);
    private static final int WARMING = 1_000;
    private static final InputWatch WATCH = new InputWatch();
    private static final byte[] SAMPLE =
            "{\"type\":\"edit\",\"edit\":1,\"changes\":[{\"op\":\"put\",\"id\":\"c\",\"props\":{\"x\":1.5e3}}]}"
                    .getBytes(StandardCharsets.US_ASCII);

    private ClientFrameFuzz() {}

    /** The classes are loaded before the inputs are watched. */
    public static void fuzzerInitialize() {
        for (int i = 0; i < WARMING; i++) {
            judge(SAMPLE);
        }
        WATCH.start();
    }

    public static void fuzzerTestOneInput(byte[] frame) {
        WATCH.run(() -> judge(frame));
    }

    private static void judge(byte[] frame) {
        if (CODEC.decode(frame) instanceof Decoded.Message(Edit edit)) {
            AcceptedEdit.check(edit);
        }
    }
}
