/**
 * What is under test, as processes: the server, its database, and a balancer. They are started, killed, paused and
 * ended here; deliberately absent is why and when.
 */
@NullMarked
package dev.easel.chaos.server;

import org.jspecify.annotations.NullMarked;
