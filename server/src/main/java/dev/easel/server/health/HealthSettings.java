package dev.easel.server.health;

/**
 * From when on an instance is not ready.
 *
 * @param autoSaveIntervalMs time between two rounds of the auto-save, in milliseconds; not ready once three are missed
 * @param unsavedAgeMs how long no save may have succeeded while two or more projects waited for one, in milliseconds
 */
public record HealthSettings(long autoSaveIntervalMs, long unsavedAgeMs) {}
