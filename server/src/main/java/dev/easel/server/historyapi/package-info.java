/**
 * The REST calls that read the past of a project, and the feed of its new events. They ask the database alone, so that
 * any instance answers them.
 *
 * <p>Deliberately absent: what the past is and how it is read, and every call that changes something.
 */
@NullMarked
package dev.easel.server.historyapi;

import org.jspecify.annotations.NullMarked;
