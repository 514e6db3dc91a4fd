package dev.easel.server.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An edit that a client has made. Its changes are final; its seq is known once the server has told it, in the current
 * epoch.
 */
final class ClientEdit {
    final long number;
    final JsonNode changes;
    private final Optional<String> group;
    long seq;

    ClientEdit(long number, JsonNode changes, Optional<String> group) {
        this.number = number;
        this.changes = changes;
        this.group = group;
    }

    /** The same edit under another number. */
    ClientEdit again(long other) {
        return new ClientEdit(other, changes, group);
    }

    boolean hasSeq() {
        return seq != 0;
    }

    byte[] frame() {
        String grouped = group.map(name -> ",\"group\":\"" + name + "\"").orElse("");
        return ("{\"type\":\"edit\",\"edit\":" + number + grouped + ",\"changes\":" + changes + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return number + "@" + seq + changes;
    }
}
