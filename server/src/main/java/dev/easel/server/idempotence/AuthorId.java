package dev.easel.server.idempotence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;

/**
 * The name of a client for others (rule B2). Who knows a client's UUID may send edits in its name, so that nobody else
 * is told it; the author id says which events are of one client, and the UUID cannot be found from it. It is the same
 * on every instance and after every start.
 */
public final class AuthorId {
    private static final byte[] PURPOSE = "easel author id".getBytes(StandardCharsets.US_ASCII);

    /** The bits of a UUID that tell its version and variant. */
    private static final long VERSION = 0xF000L;

    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT = 0xC000_0000_0000_0000L;
    private static final long VARIANT_RFC = 0x8000_0000_0000_0000L;

    private AuthorId() {}

    /** A hash of both, in the form of a UUID of version 8. */
    public static UUID of(UUID project, UUID client) {
        MessageDigest digest = Sha256.digest();
        digest.update(PURPOSE);
        digest.update(bytes(project));
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(bytes(client)));
        long high = hash.getLong();
        long low = hash.getLong();
        return new UUID(high & ~VERSION | VERSION_8, low & ~VARIANT | VARIANT_RFC);
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
