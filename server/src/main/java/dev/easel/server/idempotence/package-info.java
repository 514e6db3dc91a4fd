/**
 * Which edits of which clients a project holds, so that {@code (client, edit)} is applied at most once (rule E2); whose
 * a number is (rule E15), and what others know a client by (rule B2).
 *
 * <p>Deliberately absent: what an edit does, and how the store answers. Everything here is confined to the project's
 * event loop.
 */
@NullMarked
package dev.easel.server.idempotence;

import org.jspecify.annotations.NullMarked;
