package dev.easel.server.health;

/** Whether an instance may act as the owner of projects. */
public enum OwnershipHealth {
    OWNING,
    /** The lease may have run out, so that others may have its projects: it takes no edits. */
    FROZEN,
    /** It ends, and hands its projects over. */
    LEAVING
}
