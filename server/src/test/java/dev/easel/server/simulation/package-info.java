/**
 * The simulation: servers and their clients in one thread. Loops, clock, network and database move only when the seeded
 * {@link dev.easel.server.simulation.Chance} says so, and rules are checked after every step.
 *
 * <p>Rooms, journal, auto-save, codecs and canvas are the real ones; everything below their ports is simulated. How the
 * servers agree on who serves a project is behind {@link dev.easel.server.simulation.Coordination}: here they do not,
 * and the fence has to keep everything safe alone; package {@code leases} has servers that do.
 *
 * <p>Deliberately absent: SQL, Vert.x's sockets, presence, limits and rates.
 */
package dev.easel.server.simulation;
