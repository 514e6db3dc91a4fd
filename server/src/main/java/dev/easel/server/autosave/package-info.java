/**
 * The round: which projects have unsaved changes, and the verticle that saves them every few seconds, oldest first,
 * each in a transaction of its own.
 *
 * <p>Deliberately absent: what a save writes (the room captures it) and how (the store's transaction).
 */
package dev.easel.server.autosave;
