package dev.easel.server.forwarding;

import io.vertx.core.Future;

/** One try to have a request answered by another instance. Confined to the event loop of the request. */
interface Attempt {
    /** The status of an instance that does not own the project. It never reaches a client. */
    int NOT_OWNED = 421;

    /** How it went until the answer began. */
    enum Result {
        /** The answer has begun; {@link #pass} follows. */
        ANSWERED,
        /** Nothing was done for the request, and its body was not read: another instance may be asked. */
        NOT_DONE,
        /** The request may have been carried out, or not. */
        UNKNOWN
    }

    /** Sends the request. Fails only with what nobody expects. */
    Future<Result> send();

    /** Passes the answer on. Completes when that is over; fails when it broke off. */
    Future<Void> pass();

    /** The other instance is gone: nothing more is expected of it. */
    void cut();

    /** This instance ends: what lasts for long is ended in order. */
    void drain();
}
