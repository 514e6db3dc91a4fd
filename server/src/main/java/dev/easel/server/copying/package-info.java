/**
 * Makes a copy of a drawing that people have, whatever wrote it: {@link dev.easel.server.copying.CopyReader} reads it,
 * mends what can be mended, and tells of the rest what was left out and why. The copy has ids of its own, and what its
 * elements say of each other is said of the copies.
 *
 * <p>The way of an element: {@code LooseJson} → {@code Members} → {@code DraftReader} → {@code ElementDraft} → {@code
 * Labels}, {@code References}, {@code Routes} → {@code DraftWriter}, where what is too large for one object is cut into
 * pieces.
 *
 * <p>Deliberately absent: HTTP, projects and the store, and any I/O. A picture that is somewhere else is not fetched.
 */
@NullMarked
package dev.easel.server.copying;

import org.jspecify.annotations.NullMarked;
