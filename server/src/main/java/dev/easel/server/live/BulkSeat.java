package dev.easel.server.live;

import dev.easel.protocol.ClientMessage.Edit;
import io.vertx.core.Future;
import java.util.List;

/**
 * The place of a program that puts many edits into a project, portion by portion. The project remembers the program's
 * edit numbers until it leaves. May be called from any thread; futures complete on the context of the caller.
 */
public interface BulkSeat {
    /** As {@link LiveProjects#submit}, without a question to the store. */
    Future<Answers> submit(List<Edit> edits);

    /** The work has ended. Must be called once. */
    void leave();
}
