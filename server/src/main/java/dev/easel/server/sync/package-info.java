/**
 * How one client's copy is brought up to date: what it is sent first, in which frames, and how fast (rules R1 to R9).
 * Frames are made once, as text and deflated, and shared by all who join meanwhile.
 *
 * <p>Deliberately absent: sessions and their phases, and who may join. Everything here is confined to the project's
 * event loop.
 */
@NullMarked
package dev.easel.server.sync;

import org.jspecify.annotations.NullMarked;
