package dev.easel.server.autosave;

import java.util.UUID;

/**
 * A project with unsaved changes.
 *
 * @param seq the latest of them
 * @param since when the oldest of them was made, at the earliest; milliseconds since 1970
 * @param changedAt when the latest was made, in milliseconds since 1970
 */
public record DirtyProject(UUID project, long seq, long since, long changedAt) {}
