package dev.easel.server.access;

/**
 * A call that there is.
 *
 * @param method of HTTP; HEAD is as GET
 * @param path as the router has it, {@code :name} for a part that varies
 */
public record Act(String method, String path, Need need) {}
