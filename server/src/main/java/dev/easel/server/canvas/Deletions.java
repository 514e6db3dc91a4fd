package dev.easel.server.canvas;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ids that the latest events deleted and that no object has now. Confined to the thread of its canvas. */
final class Deletions {
    /** The seqs by object id, in order. */
    private final LinkedHashMap<String, Long> seqs = new LinkedHashMap<>();

    private long knownFrom;
    private long bytes;

    /** @param knownFrom the seq after which all deletions are known here */
    Deletions(long knownFrom) {
        this.knownFrom = knownFrom;
    }

    void add(String id, long seq) {
        if (seqs.putLast(id, seq) == null) {
            bytes += HeapBytes.deletion(id);
        }
    }

    /** An object has this id again. */
    void remove(String id) {
        if (seqs.remove(id) != null) {
            bytes -= HeapBytes.deletion(id);
        }
    }

    /** Those after {@code seq}, the latest first. */
    List<String> since(long seq) {
        List<String> deleted = new ArrayList<>();
        for (Map.Entry<String, Long> deletion : seqs.sequencedEntrySet().reversed()) {
            if (deletion.getValue() <= seq) {
                break;
            }
            deleted.add(deletion.getKey());
        }
        return deleted;
    }

    long knownFrom() {
        return knownFrom;
    }

    /** What they take of the heap. */
    long bytes() {
        return bytes;
    }

    /** Forgets the oldest, none after {@code upTo}, until at most {@code kept} are left. */
    void forget(long upTo, int kept) {
        Iterator<Map.Entry<String, Long>> oldest = seqs.entrySet().iterator();
        while (seqs.size() > kept && oldest.hasNext()) {
            Map.Entry<String, Long> deletion = oldest.next();
            long at = deletion.getValue();
            if (at > upTo) {
                return;
            }
            bytes -= HeapBytes.deletion(deletion.getKey());
            oldest.remove();
            knownFrom = Math.max(knownFrom, at);
        }
    }
}
