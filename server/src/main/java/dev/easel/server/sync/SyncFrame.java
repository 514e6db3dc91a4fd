package dev.easel.server.sync;

import dev.easel.protocol.ServerCodec;
import dev.easel.protocol.ServerMessage.Objects;
import dev.easel.protocol.frame.DeflatedFrame;
import dev.easel.server.live.Connection;

/**
 * One {@code objects} frame as it is sent.
 *
 * @param bytes shared by all who get it, and never written to
 * @param isDeflated whether it is the binary form of the text (rule R9)
 */
record SyncFrame(byte[] bytes, boolean isDeflated) {
    /** Bytes of objects below which a text stays as it is: it would save less than a packet. */
    private static final int SMALL = 1 << 10;

    static boolean isSmall(Objects objects) {
        return objects.objects().stream()
                        .mapToLong(object -> object.props().length())
                        .sum()
                < SMALL;
    }

    static SyncFrame text(Objects objects) {
        return new SyncFrame(ServerCodec.encode(objects), false);
    }

    /** Its binary form, unless the text is as short. Takes some milliseconds. */
    static SyncFrame deflated(Objects objects) {
        byte[] text = ServerCodec.encode(objects);
        byte[] deflated = DeflatedFrame.of(text);
        return deflated.length < text.length ? new SyncFrame(deflated, true) : new SyncFrame(text, false);
    }

    void send(Connection connection) {
        if (isDeflated) {
            connection.sendDeflated(bytes);
        } else {
            connection.send(bytes);
        }
    }
}
