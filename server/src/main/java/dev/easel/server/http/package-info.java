/**
 * The HTTP API: projects, objects, edits, saving, import and export, images, health and metrics; and the files of the
 * web client. Errors are {@code application/problem+json} (RFC 9457).
 *
 * <p>{@link dev.easel.server.http.HttpApi} is the entry. A resource turns a {@code Call} into a {@code Reply}; only
 * {@code Routes} sends replies and problems. Bodies are records that Jackson reads and writes; objects pass through
 * as bytes, because there may be many of them.
 *
 * <p>Deliberately absent: the WebSocket, access control, the file format, the rooms and the store. The only state is
 * the number of imports and uploads in progress.
 */
@NullMarked
package dev.easel.server.http;

import org.jspecify.annotations.NullMarked;
