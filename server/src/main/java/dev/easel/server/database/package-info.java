/**
 * How PostgreSQL is reached: its address, the pool and the journal's connection, migrations, reading in pieces.
 *
 * <p>Deliberately absent: any table, and retries (the caller decides about them).
 */
@NullMarked
package dev.easel.server.database;

import org.jspecify.annotations.NullMarked;
