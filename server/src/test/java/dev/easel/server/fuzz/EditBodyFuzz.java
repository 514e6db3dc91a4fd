package dev.easel.server.fuzz;

import dev.easel.protocol.ClientCodec;
import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.Decoded;
import dev.easel.protocol.DecodedEdits;
import dev.easel.protocol.Limits;
import java.nio.charset.StandardCharsets;

/** Bodies of edits over HTTP. */
public final class EditBodyFuzz {
    private static final ClientCodec CODEC = new ClientCodec(Limits.DEFAULTS);
    private static final int WARMING = 1_000;
    private static final InputWatch WATCH = new InputWatch();
    private static final byte[] SAMPLE = ("{\"client\":\"00000000-0000-4000-8000-000000000001\","
                    + "\"edits\":[{\"edit\":1,\"changes\":[{\"op\":\"delete\",\"id\":\"a\"}]}]}")
            .getBytes(StandardCharsets.US_ASCII);

    private EditBodyFuzz() {}

    /** The classes are loaded before the inputs are watched. */
    public static void fuzzerInitialize() {
        for (int i = 0; i < WARMING; i++) {
            judge(SAMPLE);
        }
        WATCH.start();
    }

    public static void fuzzerTestOneInput(byte[] body) {
        WATCH.run(() -> judge(body));
    }

    private static void judge(byte[] body) {
        if (CODEC.decodeEdits(body) instanceof DecodedEdits.Batch batch) {
            for (Decoded decoded : batch.edits()) {
                if (decoded instanceof Decoded.Message(Edit edit)) {
                    AcceptedEdit.check(edit);
                }
            }
        }
    }
}
