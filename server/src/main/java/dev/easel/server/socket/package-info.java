/**
 * WebSockets: frames are decoded once, checked against the limits, and passed to the client's seat in the live project.
 * What is sent to the client is counted until the network has it. Every socket is closed with a code and a reason.
 *
 * <p>Deliberately absent: what an edit means, and who else is there. A socket's own state is confined to its event
 * loop.
 */
@NullMarked
package dev.easel.server.socket;

import org.jspecify.annotations.NullMarked;
