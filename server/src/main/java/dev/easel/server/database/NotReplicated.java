package dev.easel.server.database;

import dev.easel.server.log.Discreet;

/**
 * Something was committed on the primary, and the wait for its standby was broken off: a failover may lose it. It is
 * not to be called durable before the standby has it.
 */
final class NotReplicated extends RuntimeException implements Discreet {
    private static final long serialVersionUID = 1L;

    NotReplicated() {
        super("what was committed may not have reached the standby: the wait for it was canceled");
    }
}
