package dev.easel.server.forms;

import dev.easel.protocol.json.Json;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What forms have sent lately, so that the next keystroke of each asks nothing of the journal. What is not here any
 * more is read from there. May be used from any thread.
 */
final class RecentForms {
    /** Keystrokes remembered. */
    static final int MOST = 10_000;

    /** Bytes of their objects, unless a single one holds more. */
    static final long MOST_BYTES = 16 << 20;

    private final Map<Key, FormBase> recent = new LinkedHashMap<>();
    private final int most;
    private final long mostBytes;
    private long bytes;

    /** @param mostBytes of the objects, unless a single one holds more */
    RecentForms(int most, long mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
    }

    synchronized void add(Key key, FormBase sent) {
        FormBase old = recent.put(key, sent);
        bytes += bytes(sent) - (old == null ? 0 : bytes(old));
        Iterator<FormBase> oldest = recent.values().iterator();
        while (recent.size() > most || bytes > mostBytes && recent.size() > 1) {
            bytes -= bytes(oldest.next());
            oldest.remove();
        }
    }

    synchronized Optional<FormBase> find(Key key) {
        return Optional.ofNullable(recent.get(key));
    }

    private static long bytes(FormBase sent) {
        return bytes(sent.props()) + bytes(sent.known());
    }

    private static long bytes(Optional<Json> props) {
        return props.map(Json::length).orElse(0);
    }

    /**
     * A keystroke.
     *
     * @param epoch the project's when it was applied: the same seq means nothing in another
     * @param seq the event that it became
     */
    record Key(UUID project, long epoch, String object, long seq) {}
}
