/**
 * What writes from the past: named versions of a project, going back to one, restoring objects, taking one person's
 * edits back, and copies. All of it comes to ordinary edits of the live project, but a copy, which is a project of its
 * own.
 *
 * <p>Deliberately absent: reading the past, HTTP, and the room.
 */
@NullMarked
package dev.easel.server.versions;

import org.jspecify.annotations.NullMarked;
