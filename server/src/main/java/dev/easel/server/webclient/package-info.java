/**
 * The files of the built web client, in memory, with their content types, content codings and entity tags.
 *
 * <p>Deliberately absent: requests and headers. HTTP decides which body answers which request.
 */
@NullMarked
package dev.easel.server.webclient;

import org.jspecify.annotations.NullMarked;
