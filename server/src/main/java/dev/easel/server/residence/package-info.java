/**
 * Which projects may be in memory: bytes, loads at a time, and who leaves for others. The bytes of all rooms of an
 * instance are counted here; a load that does not fit is refused with a reason, after idle rooms were asked to leave.
 *
 * <p>Arrows point one way: {@code Loading} brings one project into memory, over {@code Residence}, which is shared by
 * all event loops and holds {@code LoadQueue}, {@code IdleRooms} and {@code Memory}. What a project in memory takes is
 * its {@code Footprint}; when its room leaves, its {@code Idleness}.
 *
 * <p>Deliberately absent: the room itself, its sessions, and how a project is stored.
 */
@NullMarked
package dev.easel.server.residence;

import org.jspecify.annotations.NullMarked;
