package dev.easel.chaos.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A client's edits: those not yet settled, and how each of the others was. Numbers go upwards, and what stands under a
 * number never changes (E3). Confined by its client's lock.
 */
public final class Outbox {
    private static final int MOST_WITHOUT_SEQ = 60;

    private final NavigableMap<Long, Entry> unsettled = new TreeMap<>();
    private final Map<Long, Entry> all = new HashMap<>();
    private final NavigableMap<Long, Long> durable = new TreeMap<>();
    private final Map<Long, Entry> refused = new HashMap<>();
    private final Set<Long> contradicted = new HashSet<>();
    private long next = 1;
    private long answered;

    /** One edit. {@code seq} is 0 while it has none; {@code madeAway}: it could not be sent when it was made. */
    public static final class Entry {
        public final long number;
        public final Intent intent;
        public final ArrayNode changes;
        long seq;
        long madeAt;
        public boolean madeAway;
        public int sends;
        long sentAt;

        private Entry(long number, Intent intent, ArrayNode changes) {
            this.number = number;
            this.intent = intent;
            this.changes = changes;
        }

        /** As on the wire. */
        String frame() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("type", "edit")
                    .put("edit", number)
                    .set("changes", changes)
                    .toString();
        }
    }

    long nextNumber() {
        return next;
    }

    public Entry add(Intent intent, ArrayNode changes) {
        Entry entry = new Entry(next++, intent, changes);
        unsettled.put(entry.number, entry);
        all.put(entry.number, entry);
        return entry;
    }

    /** J7: the lowest number not yet settled. */
    long pending() {
        return unsettled.isEmpty() ? next : unsettled.firstKey();
    }

    /** When the last sent of the edits was sent that have become applied. */
    long answered() {
        return answered;
    }

    boolean isSettled() {
        return unsettled.isEmpty();
    }

    /** Empty when each edit has its answer. */
    Optional<Entry> oldestWithoutSeq() {
        return unsettled.values().stream().filter(entry -> entry.seq == 0).findFirst();
    }

    /** Whether so many edits have no answer that no more should be made. */
    boolean isFull() {
        return withoutSeq().size() >= MOST_WITHOUT_SEQ;
    }

    List<Entry> withoutSeq() {
        return unsettled.values().stream().filter(entry -> entry.seq == 0).toList();
    }

    /** The edit, or null when it is settled or was never made. */
    @Nullable
    Entry unsettled(long number) {
        return unsettled.get(number);
    }

    /** J8. */
    void forgetSeqs() {
        unsettled.values().forEach(entry -> entry.seq = 0);
    }

    /** @throws IllegalStateException once: the edit was never made, was refused, or is durable elsewhere */
    public void applied(long number, long seq) {
        Entry entry = unsettled.get(number);
        if (entry != null) {
            answered = Math.max(answered, entry.sentAt);
            entry.seq = seq;
        } else if (durable.getOrDefault(number, -1L) != seq && contradicted.add(number)) {
            Entry rejected = refused.get(number);
            throw new IllegalStateException("edit " + number + " applied as event " + seq + ", but it was "
                    + (rejected != null
                            ? "refused (E12), sent " + rejected.sends + " times"
                            : "durable as " + durable.get(number)));
        }
    }

    /** D3: what has a seq up to this one is settled now. */
    public List<Entry> durable(long seq) {
        List<Entry> settled = new ArrayList<>();
        for (Entry entry : unsettled.values()) {
            if (entry.seq != 0 && entry.seq <= seq) {
                settled.add(entry);
                durable.put(entry.number, entry.seq);
            }
        }
        unsettled.values().removeAll(settled);
        return settled;
    }

    /** The edit, or null when it is no longer waiting for an answer. */
    @Nullable
    Entry refused(long number) {
        if (durable.containsKey(number)) {
            throw new IllegalStateException("edit " + number + " was durable and is refused");
        }
        Entry entry = unsettled.remove(number);
        if (entry != null) {
            refused.put(number, entry);
        }
        return entry;
    }

    /** Every edit ever made. */
    public Collection<Entry> made() {
        return all.values();
    }

    /** The edit, or null when it was never made. */
    @Nullable
    public Entry made(long number) {
        return all.get(number);
    }

    /** Every edit ever called durable, with its seq. */
    public NavigableMap<Long, Long> durable() {
        return durable;
    }

    /** Every edit ever refused, by its number. */
    public Map<Long, Entry> refused() {
        return refused;
    }
}
