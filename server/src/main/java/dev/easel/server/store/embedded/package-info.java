/**
 * A real PostgreSQL for those who bring none: extracted from the binaries on the class path, kept in {@code EASEL_DATA},
 * listening on loopback alone, as durable as any other.
 *
 * <p>Everything here blocks and belongs on a thread that may. PostgreSQL is a process of its own in a session of its
 * own: neither Ctrl-C nor the death of this server ends it. What ends it is {@link
 * dev.easel.server.store.embedded.EmbeddedPostgres#stop}; what a killed server leaves running, the next one takes over.
 *
 * <p>Deliberately absent: a shutdown hook, and upgrades of data between major versions of PostgreSQL.
 */
package dev.easel.server.store.embedded;
