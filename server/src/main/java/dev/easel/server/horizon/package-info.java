/**
 * Where the journal of a project begins: the horizon, up to which its events are folded into one state, and that state.
 * Whatever reads events begins behind it: what is asked of before is {@link dev.easel.server.horizon.FoldedAway}, and
 * events up to it that are still there do not count.
 *
 * <p>Deliberately absent: where the horizon is to be, and how it is moved.
 */
@NullMarked
package dev.easel.server.horizon;

import org.jspecify.annotations.NullMarked;
