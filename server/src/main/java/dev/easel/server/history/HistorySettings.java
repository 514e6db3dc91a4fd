package dev.easel.server.history;

/**
 * The bounds of reading the past, and how long it is kept.
 *
 * @param stateBytes most bytes of the heap that one state takes, as estimated; answers that are being sent take
 *     twice as much together
 * @param retentionDays how long events are kept, at least; 0 for ever
 * @param auditDays how long entries of the audit log are kept; 0 for ever
 */
public record HistorySettings(long stateBytes, int retentionDays, int auditDays) {}
