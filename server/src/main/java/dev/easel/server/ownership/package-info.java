/**
 * Which instance owns which project. PostgreSQL is the directory (who is there, and whose a project is), the failure
 * detector (an advisory lock that a dead process loses, a beat that stands still), the lease and the fence. What is
 * decided from that is decided without I/O ({@link dev.easel.server.ownership.Liveness}, {@link
 * dev.easel.server.ownership.LeaseTenure}, {@link
 * dev.easel.server.ownership.ClaimStep}).
 *
 * <p>Deliberately absent: how requests are passed on, and what a room does when it is lost.
 */
@NullMarked
package dev.easel.server.ownership;

import org.jspecify.annotations.NullMarked;
