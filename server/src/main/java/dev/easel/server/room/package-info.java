/**
 * The order: a live project on one event loop. A {@code Room} takes edits one after the other, lets the canvas decide,
 * tells everybody, and knows what of it is saved.
 *
 * <p>This package declares the ports that others implement: {@link dev.easel.server.room.ProjectStore}, {@link
 * dev.easel.server.room.Saves}, {@link dev.easel.server.room.Connection}, {@link dev.easel.server.room.Loop}.
 * Deliberately absent: JSON, SQL, sockets, and any thread but the one event loop.
 */
package dev.easel.server.room;
