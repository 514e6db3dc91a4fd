package dev.easel.server.access;

import dev.easel.server.identity.Identity;
import io.vertx.core.Future;
import java.util.UUID;

/** The port to what is stored of people and projects. May be used from any thread. */
@FunctionalInterface
public interface Standings {
    /** How they stand to the project at this moment. Fails when the store does not answer. */
    Future<Standing> of(UUID project, Identity who);
}
