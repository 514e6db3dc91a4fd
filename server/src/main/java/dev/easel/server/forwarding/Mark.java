package dev.easel.server.forwarding;

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
}
