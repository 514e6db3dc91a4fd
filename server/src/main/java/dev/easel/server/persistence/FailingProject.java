package dev.easel.server.persistence;

import java.util.UUID;

/**
 * A project that cannot be committed, saved or loaded while others can.
 *
 * @param failure what went wrong the last time; what the database says in it is for the log alone
 * @param since when it went wrong the first time in a row, in milliseconds since 1970
 */
public record FailingProject(UUID project, Throwable failure, long since) {}
