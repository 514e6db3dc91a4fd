package dev.easel.server.forms;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Which event the last edit of each named form became. What is not here any more is read from the journal. May be used
 * from any thread.
 */
final class LatestEdits {
    /** Forms remembered. */
    static final int MOST = 10_000;

    private final Map<Key, Long> latest = new LinkedHashMap<>();
    private final int most;

    LatestEdits(int most) {
        this.most = most;
    }

    /** The form remembered longest ago is forgotten beyond the bound. */
    synchronized void put(Key form, long seq) {
        latest.remove(form);
        latest.put(form, seq);
        Iterator<Long> oldest = latest.values().iterator();
        while (latest.size() > most) {
            oldest.next();
            oldest.remove();
        }
    }

    synchronized void forget(Key form) {
        latest.remove(form);
    }

    synchronized OptionalLong find(Key form) {
        Long seq = latest.get(form);
        return seq == null ? OptionalLong.empty() : OptionalLong.of(seq);
    }

    /**
     * A form in one epoch of its project.
     *
     * @param client of its edits
     */
    record Key(UUID project, long epoch, UUID client) {}
}
