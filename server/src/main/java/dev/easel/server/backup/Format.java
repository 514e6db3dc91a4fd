package dev.easel.server.backup;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The constants of the file of a backup. */
final class Format {
    static final String MAGIC = "easel backup";

    /** Of the format; one that is higher is not read. */
    static final int VERSION = 1;

    static final int TABLE = 1;
    static final int END = 0;

    /** Rows are gathered until there are so many bytes of them: a piece is larger by less than a row. */
    static final int PIECE_BYTES = 64 << 10;

    /** In bytes. The largest rows are snapshots of 64 MiB, which text makes twice as long. */
    static final int LARGEST_PIECE = 512 << 20;

    private Format() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
