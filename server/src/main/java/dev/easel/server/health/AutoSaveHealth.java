package dev.easel.server.health;

/**
 * The auto-save at a moment.
 *
 * @param lastTickAt when the last round began, in milliseconds since 1970; 0 before the first
 * @param dirtyProjects projects with unsaved changes
 * @param oldestUnsavedAgeMs age of the oldest unsaved change, in milliseconds; 0 when all is saved
 */
public record AutoSaveHealth(long lastTickAt, int dirtyProjects, long oldestUnsavedAgeMs) {}
