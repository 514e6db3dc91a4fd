package dev.easel.server.derived;

import dev.easel.protocol.Change;
import dev.easel.protocol.Event;
import dev.easel.protocol.EventCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What each {@link #BLOCK} events are like: which objects they change, by hashes of their ids, and how large they are.
 * Confined to one thread.
 */
public final class Blocks {
    /** Events of one block. A block ends behind an event whose seq is a multiple of it. */
    public static final int BLOCK = 1_000;

    private final List<Block> blocks = new ArrayList<>();
    private final TreeSet<Integer> objects = new TreeSet<>();
    private long bytes;

    /** The same in all versions of the server: it is stored. */
    public static int hash(String id) {
        return id.hashCode();
    }

    /** Takes the next event; the first is the first of a block. */
    void take(Event event) {
        for (Change change : event.changes()) {
            objects.add(hash(change.id()));
        }
        bytes += EventCodec.changes(event.changes()).length();
        if (event.seq() % BLOCK == 0) {
            blocks.add(new Block(event.seq(), objects.toArray(Integer[]::new), bytes));
            objects.clear();
            bytes = 0;
        }
    }

    /** The blocks that are whole. */
    List<Block> whole() {
        return List.copyOf(blocks);
    }

    /**
     * Events in a row.
     *
     * @param seq of the last
     * @param objects hashes of ids, ascending
     * @param bytes of their changes, as text
     */
    record Block(long seq, Integer[] objects, long bytes) {}
}
