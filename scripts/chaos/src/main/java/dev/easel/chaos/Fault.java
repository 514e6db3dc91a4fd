package dev.easel.chaos;

/** What is done to the server and its database. */
enum Fault {
    /** SIGKILL to the server. */
    KILL,
    /** SIGTERM to the server. */
    TERMINATION,
    /** SIGKILL to every process of PostgreSQL. */
    POSTGRES_KILL,
    /** PostgreSQL ends all connections. */
    CUT,
    /** SIGKILL to every process of the primary, whose standby takes its place; then it becomes the standby. */
    FAILOVER
}
