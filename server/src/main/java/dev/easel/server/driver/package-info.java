/**
 * How sockets to PostgreSQL are opened and closed, below the protocol: names are looked up again, and what is silent is
 * closed.
 *
 * <p>Deliberately absent: addresses, statements, and pools.
 */
@NullMarked
package dev.easel.server.driver;

import org.jspecify.annotations.NullMarked;
