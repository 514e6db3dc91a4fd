package dev.easel.server.forwarding;

import io.vertx.core.MultiMap;
import java.util.Optional;

/**
 * What an instance tells another one about a request that it passes on. The four parts have no spaces.
 *
 * @param from the instance that passes it on
 * @param to the instance it is meant for
 * @param client the address of the client
 * @param connection names the client's connection, among those of the instance that passes it on
 */
record Mark(String from, String to, String client, String connection) {
    /** The header that carries it. */
    static final String HEADER = "Easel-Forwarded";

    /** The header beside it that tells who makes the request. */
    static final String IDENTITY = "Easel-Identity";

    /**
     * What a request that is passed on carries.
     *
     * @param mark as it is written
     * @param identity what is told of who makes the request; empty where nobody signs in
     */
    record Written(String mark, Optional<String> identity) {
        /** In the place of what the client has sent. Must come behind {@link EndToEnd#keep}, which heeds the client. */
        void put(MultiMap headers) {
            headers.set(HEADER, mark).remove(IDENTITY);
            identity.ifPresent(it -> headers.set(IDENTITY, it));
        }
    }
}
