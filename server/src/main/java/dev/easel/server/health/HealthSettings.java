package dev.easel.server.health;

/**
 * From when on an instance is not ready, and for how long before it ends.
 *
 * @param autoSaveIntervalMs time between two rounds of the auto-save, in milliseconds; not ready once three are missed
 * @param unsavedAgeMs how long no save may have succeeded while two or more projects waited for one, in milliseconds
 * @param drainMs how long, at least, one that ends says so before it takes no more connections, in milliseconds
 */
public record HealthSettings(long autoSaveIntervalMs, long unsavedAgeMs, long drainMs) {}
