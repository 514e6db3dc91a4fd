package dev.easel.server.access;

import dev.easel.server.identity.Identity;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/** The port to what is stored of people and projects. May be used from any thread. */
@FunctionalInterface
public interface Standings {
    /** How each of them stands to the project at this moment, in their order. Fails when the store does not answer. */
    Future<List<Standing>> of(UUID project, List<Identity> who);

    /** The same for one. */
    default Future<Standing> of(UUID project, Identity who) {
        return of(project, List.of(who)).map(List::getFirst);
    }
}
