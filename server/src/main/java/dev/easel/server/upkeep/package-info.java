/**
 * Work that nobody waits for, done slowly in the background: saving projects whose rows are behind their journal, and
 * removing what deleted projects leave behind. Each piece is short, and after each comes a pause as long as the piece
 * took, so that all of it together takes half of one connection at most.
 *
 * <p>Deliberately absent: how a project is loaded or saved (the rooms do it), and deleting one (the store does it).
 */
@NullMarked
package dev.easel.server.upkeep;

import org.jspecify.annotations.NullMarked;
