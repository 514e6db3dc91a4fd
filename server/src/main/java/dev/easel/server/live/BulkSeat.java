package dev.easel.server.live;

import dev.easel.protocol.ClientMessage.Edit;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The place of a program that puts many edits into a project, portion by portion. While it is taken, the project holds
 * the program's edit numbers, so that a portion asks nothing of the store. May be called from any thread; futures
 * complete on the context of the caller.
 */
public interface BulkSeat {
    /** The epoch of the project when the seat was taken. */
    long epoch();

    /**
     * As {@link LiveProjects#submit}. When the answers have another epoch than the ones before, the project was loaded
     * again meanwhile, and what was answered before may be gone.
     */
    Future<Answers> submit(List<Edit> edits);

    /**
     * Submits an edit of which only the project knows what it changes. Where the proposal has no changes there is no
     * edit, and no answer. Fails when the project was loaded again since the seat was taken.
     */
    Future<Answers> propose(long edit, Optional<String> group, Proposal proposal);

    /**
     * The number of the first edit of this seat that the database has refused for its values; empty when there is none.
     * It and what was submitted after it is not in the project, although it was answered as applied.
     */
    Future<OptionalLong> unstorable();

    /** The work has ended. Must be called; later calls do nothing. */
    void leave();
}
