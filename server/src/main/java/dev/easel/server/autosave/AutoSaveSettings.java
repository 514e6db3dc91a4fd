package dev.easel.server.autosave;

/**
 * The bounds of the auto-save.
 *
 * @param intervalMs time between two rounds, in milliseconds
 * @param chunk object rows written by one statement
 * @param parallel projects saved at the same time
 */
public record AutoSaveSettings(long intervalMs, int chunk, int parallel) {}
