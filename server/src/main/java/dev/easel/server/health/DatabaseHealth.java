package dev.easel.server.health;

/** The database at a moment. */
public enum DatabaseHealth {
    /** It answers, and takes writes. */
    WRITABLE,
    /** It answers, and takes no writes: it is a standby, or was told so. */
    READ_ONLY,
    /** It did not answer in time, or not as it should. */
    UNREACHABLE
}
