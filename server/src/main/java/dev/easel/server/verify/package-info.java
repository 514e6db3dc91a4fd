/**
 * The command {@code verify}: replays each project's journal and reports where the stored objects and snapshots differ
 * from the replay. It applies events with {@code canvas}, reads the database through {@code store}, and changes
 * nothing.
 *
 * <p>Deliberately absent: repair. Object rows and snapshots may be deleted at any time: the next load rebuilds the
 * objects from the journal.
 */
@NullMarked
package dev.easel.server.verify;

import org.jspecify.annotations.NullMarked;
