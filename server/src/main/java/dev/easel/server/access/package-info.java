/**
 * Who may ask at all: whether a request comes from a page that may use this server (Origin), under a name that is this
 * server's (Host). And who may do what: {@link dev.easel.server.access.Acts} are all calls there are, {@link
 * dev.easel.server.access.Rights} decides. It knows neither sockets nor HTTP, and of the store no more than {@link
 * dev.easel.server.access.Standings}.
 */
@NullMarked
package dev.easel.server.access;

import org.jspecify.annotations.NullMarked;
