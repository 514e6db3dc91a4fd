/**
 * A real PostgreSQL for those who bring none: extracted from the binaries on the class path, kept in a data directory
 * that lasts, listening on loopback only, as durable as any other PostgreSQL.
 *
 * <p>Everything here blocks and belongs on a thread that may block. PostgreSQL is a process of its own in a session of
 * its own: neither Ctrl-C nor the death of the server ends it. {@link dev.easel.embedded.EmbeddedPostgres#stop} ends
 * it; what a killed server leaves running, the next one takes over.
 *
 * <p>Only the binaries come from {@code io.zonky.test.postgres}. The library that starts them is made for tests: it
 * turns {@code fsync} and {@code synchronous_commit} off, stops PostgreSQL in a shutdown hook beside the server's own
 * last commit, gives crash recovery ten seconds, and knows neither a lock on the data directory, nor an orphan to take
 * over, nor a restart. Keeping a PostgreSQL that must not lose a commit is therefore code of our own.
 *
 * <p>What prevents it from running is told in a sentence that says what to do ({@link dev.easel.embedded.CannotRun}).
 * What cannot be found out about a process or its files is never taken for its death.
 *
 * <p>Deliberately absent: a shutdown hook, upgrades of data between major versions of PostgreSQL, and any knowledge of
 * the server that uses it.
 */
@NullMarked
package dev.easel.embedded;

import org.jspecify.annotations.NullMarked;
