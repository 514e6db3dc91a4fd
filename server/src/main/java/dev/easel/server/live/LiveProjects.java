package dev.easel.server.live;

import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.ClientMessage.Hello;
import dev.easel.protocol.ServerMessage.ProjectNews;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The live projects. A call loads the project when it is not in memory, unless it says otherwise. May be called from
 * any thread; futures complete on the context of the caller, and fail with {@link ProjectUnavailable} when the project
 * cannot be used now.
 */
public interface LiveProjects {
    /** Loads the project and fails when no session can be added to it now. */
    Future<Void> admit(UUID project, Principal principal);

    /** Adds a session. Everything the client hears from then on comes over its connection. */
    Future<Seat> join(UUID project, Principal principal, Connection connection, Hello hello);

    /**
     * Submits edits that did not come over a socket; they are answered in order. Fails when edits are not taken (any
     * more): those before may have been applied, and sending all again is harmless.
     */
    Future<Answers> submit(UUID project, Principal principal, UUID client, List<Edit> edits);

    /**
     * Submits an edit of which only the project knows what it changes. Where the proposal has no changes there is no
     * edit, and no answer.
     */
    Future<Answers> propose(
            UUID project, Principal principal, UUID client, long edit, Optional<String> group, Proposal proposal);

    /**
     * Begins work in many portions by a client that is new: no edit of it was ever sent to this project. The store is
     * not asked about its edit numbers.
     *
     * @param claimed the author's name as the request says it, see {@link Principal#author}
     */
    Future<BulkSeat> beginBulk(UUID project, Principal principal, String claimed, UUID newClient);

    /** All objects, at one seq. */
    Future<LiveObjects> objects(UUID project);

    Future<LiveObject> object(UUID project, String id);

    /**
     * Why the project would not take these objects in place of those: there would be too many of them, or not enough
     * memory; empty when it would.
     *
     * @param puts bytes of their props by id
     * @param deletions ids of objects that go, none of them in {@code puts}
     */
    Future<Optional<String>> noPlaceFor(UUID project, Map<String, Integer> puts, Collection<String> deletions);

    /** The seq of the last durable event. */
    Future<Long> durable(UUID project);

    /**
     * The seq of the last durable event, once it is {@code seq} or higher. Fails when the project has another epoch:
     * what was applied in the one before may be gone.
     */
    Future<Long> whenDurable(UUID project, long epoch, long seq);

    /**
     * Saves now. When it succeeds, everything that was applied before the call is in the object rows. It does not load
     * a project that is not in memory: {@link #catchUp} does, where the rows of such a project are behind its journal.
     *
     * @return whether anything was unsaved when the call arrived; fails when it could not be saved
     */
    Future<Boolean> flush(UUID project);

    /**
     * Saves now, and loads the project for it when it is not in memory; then it leaves memory again, unless somebody
     * uses it by then. Fails when it could not be saved.
     */
    Future<Void> catchUp(UUID project);

    /** The project's title, version or settings have changed: its sessions are told, if it is in memory. */
    void changed(ProjectNews news);

    /** The project is deleted: its sessions are closed, if it is in memory. */
    void deleted(UUID project);
}
