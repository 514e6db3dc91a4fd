/**
 * The commands {@code backup} and {@code restore}: all that is stored, as of one moment, in one file; and back into an
 * empty database. With their SQL.
 *
 * <p>The file is compressed by gzip. In it, as {@code DataOutputStream} writes: the text {@code easel backup}, the
 * version of the format (int 1), the last migration of the schema (text); for each table a byte 1, its name, its
 * columns (int, texts), its rows in the text format of COPY as pieces (int length, bytes; 0 after the last), how many
 * they are (long); and in the end a byte 0 and the SHA-256 of all before.
 *
 * <p>Deliberately absent: what belongs to running servers (the table of instances, and the secret that they know each
 * other by), and point-in-time restore, for which PostgreSQL has its own means.
 */
@NullMarked
package dev.easel.server.backup;

import org.jspecify.annotations.NullMarked;
