package dev.easel.server.idempotence;

import dev.easel.protocol.Event;
import dev.easel.server.persistence.Journal;
import java.util.LinkedHashMap;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * The latest edits that were applied and then refused by the database for their values. Their rooms are loaded again
 * without them; whoever sends one of them again is told (rule D6), or its room would be loaded again each time.
 * Confined to the loop of its projects.
 */
public final class UnstorableEdits {
    /** Edits of one event loop; the oldest is forgotten, and costs its room one more load when it comes again. */
    static final int MOST = 1_024;

    /** The hash of each edit's content, the latest refused last. */
    private final SequencedMap<Name, Long> contents = new LinkedHashMap<>();

    public void add(UUID project, Journal.Entry entry) {
        Event event = entry.event();
        contents.putLast(
                new Name(project, event.client(), event.edit()), entry.origin().content());
        if (contents.size() > MOST) {
            contents.pollFirstEntry();
        }
    }

    /**
     * Whether it is this very edit that was refused.
     *
     * @param content the hash of what is sent, asked for only when an edit of this name was refused
     */
    public boolean has(UUID project, UUID client, long edit, LongSupplier content) {
        Long refused = contents.get(new Name(project, client, edit));
        return refused != null && refused == content.getAsLong();
    }

    /** The number of the client's edit that was refused first, of those remembered. */
    public OptionalLong firstOf(UUID project, UUID client) {
        return contents.keySet().stream()
                .filter(name -> name.project.equals(project) && name.client.equals(client))
                .mapToLong(Name::edit)
                .findFirst();
    }

    private record Name(UUID project, UUID client, long edit) {}
}
