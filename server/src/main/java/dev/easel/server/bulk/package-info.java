/**
 * Edits in portions: what is too large for one edit, or for one turn of a live project. {@link
 * dev.easel.server.bulk.BulkEdits} submits the edits of a client, {@link dev.easel.server.bulk.BulkImport} puts the
 * elements of a drawing, {@link dev.easel.server.bulk.BulkTransition} turns a canvas into another one. Between two
 * portions the project serves others.
 *
 * <p>Deliberately absent: HTTP, the room, and the store. What ends the work early is a {@link
 * dev.easel.server.bulk.BulkFailure}, or why the project cannot be used.
 */
@NullMarked
package dev.easel.server.bulk;

import org.jspecify.annotations.NullMarked;
