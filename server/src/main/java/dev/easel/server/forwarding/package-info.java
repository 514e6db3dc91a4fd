/**
 * Any instance takes any request: what another living instance owns is passed on to it, WebSockets included. {@link
 * dev.easel.server.forwarding.Forwarding} is mounted on the routers. A request is passed on once: it carries a mark
 * that tells the owner who asked, and keeps it from passing the request on again.
 *
 * <p>Deliberately absent: which instance owns a project, and what requests mean.
 */
@NullMarked
package dev.easel.server.forwarding;

import org.jspecify.annotations.NullMarked;
