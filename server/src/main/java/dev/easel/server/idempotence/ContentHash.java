package dev.easel.server.idempotence;

import dev.easel.protocol.Change;
import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonByValue;
import dev.easel.protocol.json.JsonWriter;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.Optional;

/**
 * Tells whether two edits are the same: the first eight bytes of a SHA-256 of changes, group, and who is signed in.
 * Edits that are equal by value have the same hash, and nobody can make another edit with the hash of a given one.
 * Confined to one thread.
 */
public final class ContentHash {
    /** Bytes of the buffer that are kept between two edits. */
    private static final int KEPT = 16 << 10;

    private static final int USUAL = 1 << 10;
    private static final Comparator<Change.Append> BY_NAME = Comparator.comparing(Change.Append::property);

    private final MessageDigest digest = Sha256.digest();
    private JsonWriter out = new JsonWriter(USUAL);

    /**
     * The hash of the edit without its number; never 0.
     *
     * @param user id of who is signed in and sends it; nobody else's edit is the same then
     */
    public long of(Edit edit, Optional<String> user) {
        out.clear().open('[');
        edit.changes().forEach(this::change);
        out.close(']');
        edit.group().ifPresent(out::string);
        user.ifPresent(id -> out.open('{').field("user", id).close('}'));
        out.digestTo(digest);
        if (out.length() > KEPT) {
            out = new JsonWriter(USUAL);
        }
        long hash = ByteBuffer.wrap(digest.digest()).getLong();
        return hash == 0 ? 1 : hash;
    }

    private void change(Change change) {
        out.open('{');
        switch (change) {
            case Change.Put put -> value(named("put", put), put.props());
            case Change.Patch patch -> {
                value(named("patch", patch), patch.set());
                out.field("unset", patch.unset());
                out.name("append").open('[');
                patch.append().stream().sorted(BY_NAME).forEach(this::append);
                out.close(']');
            }
            case Change.Delete delete -> named("delete", delete);
        }
        out.close('}');
    }

    private JsonWriter named(String op, Change change) {
        return out.field(op, change.id());
    }

    private static void value(JsonWriter out, Json value) {
        JsonByValue.write(value, out.name("value"));
    }

    private void append(Change.Append append) {
        out.open('{').field("to", append.property()).field("at", append.at());
        value(out, append.values());
        out.close('}');
    }
}
