/**
 * Who may ask at all. For now: whether a request comes from a page that may use this server (Origin), under a name that
 * is this server's (Host). Pure: it knows neither sockets nor HTTP.
 *
 * <p>Deliberately absent, as it is not built yet: who a person is, and what they may do.
 */
@NullMarked
package dev.easel.server.access;

import org.jspecify.annotations.NullMarked;
