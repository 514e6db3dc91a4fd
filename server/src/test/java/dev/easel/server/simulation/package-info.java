/**
 * The simulation: servers and their clients in one thread. Loops, clock, network and database move only when the seeded
 * {@link dev.easel.server.simulation.Chance} says so, and rules are checked after every step.
 *
 * <p>Rooms, journal, auto-save, codecs and canvas are the real ones; everything below their ports is simulated.
 * Deliberately absent: SQL, Vert.x's sockets, presence, limits and rates.
 */
package dev.easel.server.simulation;
