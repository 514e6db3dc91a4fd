/**
 * The sessions of one room: who is here, what is said to all of them, their presence, and what each one's edits wait
 * for. {@code Presences} is over {@code Audience}, which is over {@code Session}; {@code EventFrames} has the events of
 * a broadcast in the form that each session takes.
 *
 * <p>Deliberately absent: the canvas and the order of edits. A session is told what the room says, and decides nothing.
 */
@NullMarked
package dev.easel.server.audience;

import org.jspecify.annotations.NullMarked;
