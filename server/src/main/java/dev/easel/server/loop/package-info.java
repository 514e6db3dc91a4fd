/**
 * The event loop, as everything that is confined to one sees it: tasks in order, timers, pieces of long work that give
 * way to what arrives, and a clock. And the loops of an instance, which share one listening port, with what all of
 * their connections share.
 *
 * <p>Deliberately absent: what runs on them, and what answers requests.
 */
@NullMarked
package dev.easel.server.loop;

import org.jspecify.annotations.NullMarked;
