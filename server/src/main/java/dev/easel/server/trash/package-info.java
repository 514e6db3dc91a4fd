/**
 * The trash: projects that were deleted and can be brought back. The row of such a project stands in a table of its
 * own, and all of its other rows stay where they are.
 *
 * <p>Deliberately absent: deleting for good what has been in the trash for long enough (the upkeep does it).
 */
@NullMarked
package dev.easel.server.trash;

import org.jspecify.annotations.NullMarked;
