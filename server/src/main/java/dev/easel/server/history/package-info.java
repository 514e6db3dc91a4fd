/**
 * The past of a project, read from what is durable: the canvas at any seq, the events, the feed of new ones. It reads
 * the journal, and what is derived from it, so that no read replays more than a bounded number of events. A project
 * that is not in memory is not loaded for it, and any instance can answer.
 *
 * <p>Every read is bounded in rows and bytes; values are decoded on worker threads.
 *
 * <p>Deliberately absent: any change of the canvas (going back is an ordinary edit), HTTP, and the rooms.
 */
@NullMarked
package dev.easel.server.history;

import org.jspecify.annotations.NullMarked;
