/**
 * Worlds of several servers on one database. Each has the real {@link dev.easel.server.ownership.Ownership}: lease,
 * claims, freezing and hand-over; and what it does with a request is the real {@link
 * dev.easel.server.forwarding.ForwardStep}. Simulated are the tables of instances and owners, the network between the
 * servers, their clocks, and the faults that only several servers have.
 *
 * <p>Deliberately absent: HTTP, the key of the marks, and back-pressure of tunnels.
 */
package dev.easel.server.simulation.leases;
