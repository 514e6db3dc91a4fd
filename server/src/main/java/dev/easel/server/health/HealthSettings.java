package dev.easel.server.health;

/**
 * From when on an instance is not ready.
 *
 * @param autoSaveIntervalMs time between two rounds of the auto-save, in milliseconds; not ready once three are missed
 * @param unsavedAgeMs age of the oldest unsaved change, in milliseconds; not ready beyond it
 */
public record HealthSettings(long autoSaveIntervalMs, long unsavedAgeMs) {}
