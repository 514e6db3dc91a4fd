/**
 * The event loop, as everything that is confined to one sees it: tasks in order, timers, pieces of long work that give way
 * to what arrives, and a clock.
 *
 * <p>Deliberately absent: what runs on it.
 */
package dev.easel.server.loop;
