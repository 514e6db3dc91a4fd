package dev.easel.server.forwarding;

/**
 * What forwarding needs to know of this instance.
 *
 * @param instance its id, which has no spaces
 * @param connections to one other instance, of each event loop: for requests, and as many for sockets
 * @param idleMs how long instances let a connection rest between two requests, in milliseconds
 */
public record ForwardingSettings(String instance, int connections, long idleMs) {}
