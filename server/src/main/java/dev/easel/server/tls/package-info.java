/** TLS at this server's own door: its certificate, kept as the files have it, and what other instances are known by. */
@NullMarked
package dev.easel.server.tls;

import org.jspecify.annotations.NullMarked;
