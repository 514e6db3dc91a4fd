package dev.easel.server.forms;

import io.vertx.core.Future;
import java.util.UUID;

/** The port to what forms have seen: the stored journal. Futures complete on the context of the caller. */
interface FormPast {
    /**
     * What a form sees that has the object as of {@code seq}.
     *
     * @param seq of a durable event, or 0
     */
    Future<FormBase> at(UUID project, String object, long seq);

    /** The seq of the last durable event that this client has made; 0 where there is none. */
    Future<Long> latest(UUID project, UUID client);
}
