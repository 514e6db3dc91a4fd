package dev.easel.server.log;

/**
 * A failure whose message holds nothing that users have made or sent: the log may print it. The class promises that for
 * all of its objects.
 */
public interface Discreet {}
