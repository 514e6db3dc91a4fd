/**
 * A live project on one event loop: its edits are put in order, decided by the canvas, told to everybody, and given to
 * the journal.
 *
 * <p>Arrows between the files point one way: {@code Rooms} and {@code RoomShard} find the project's {@code RoomLife},
 * which loads a {@code LiveRoom}: {@code Joining}, {@code Intake} and {@code RequestIntake} over {@code Attendance} and
 * {@code Broadcast}, over the sessions of {@link dev.easel.server.audience}; {@code Room}, which knows no session,
 * puts edits in order. An edit goes in through {@code RoomSeat}, {@code Intake} and {@code Room}, and out through
 * {@code Broadcast} to each {@code Session}.
 *
 * <p>Deliberately absent: JSON, SQL, sockets, and any thread but the one event loop. How a room's work is kept is
 * behind the ports of {@link dev.easel.server.persistence}.
 */
@NullMarked
package dev.easel.server.room;

import org.jspecify.annotations.NullMarked;
