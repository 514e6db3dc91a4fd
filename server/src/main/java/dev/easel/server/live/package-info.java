/**
 * The seam between a live project and everybody who works with it: sockets, HTTP, bulk work. {@link
 * dev.easel.server.live.LiveProjects} is what can be asked of a project, {@link dev.easel.server.live.Seat} is one
 * client's place in it. The room in this process is one implementation.
 *
 * <p>Deliberately absent: how a project gets into memory, event loops, and what is stored without being live.
 */
@NullMarked
package dev.easel.server.live;

import org.jspecify.annotations.NullMarked;
