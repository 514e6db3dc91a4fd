package dev.easel.server.health;

/**
 * The auto-save at a moment.
 *
 * @param lastTickAt when the last round began, in milliseconds since 1970; 0 before the first
 * @param dirtyProjects projects with unsaved changes
 * @param failingProjects those of them whose last save failed
 * @param oldestUnsavedAgeMs age of the oldest unsaved change, in milliseconds; 0 when all is saved
 * @param stalledMs how long no save of any project has succeeded although two or more waited for one, in milliseconds;
 *     0 when that is not so
 */
public record AutoSaveHealth(
        long lastTickAt, int dirtyProjects, int failingProjects, long oldestUnsavedAgeMs, long stalledMs) {}
