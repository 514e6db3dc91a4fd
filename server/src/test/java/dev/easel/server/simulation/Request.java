package dev.easel.server.simulation;

import io.vertx.core.Future;

/** What is asked of the server that serves a project, by way of whichever server it reaches. */
public interface Request<T> {
    /** Does it; called at the server that serves the project, as far as is known. */
    Future<T> serve(Instance owner);

    /** The answer is lost on its way. */
    default void lost(T answer) {}

    /** Whether it may be asked again when it is not known whether it was done. */
    boolean mayBeRepeated();
}
