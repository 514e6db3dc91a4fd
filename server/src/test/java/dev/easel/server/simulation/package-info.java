/**
 * The simulation: whole servers and their clients in one thread, on loops, a clock, a network and a database that move
 * only when the one seeded {@link dev.easel.server.simulation.Chance} says so, and rules that are held after every step.
 *
 * <p>Rooms, journal, auto-save, codecs and canvas are the real ones; everything below their ports is made by hand.
 * Deliberately absent: SQL, Vert.x's sockets, presence, limits and rates.
 */
package dev.easel.server.simulation;
