/**
 * The commands that ask a running server over HTTP, as any client does: boards brought in from files and taken out to
 * files. They need no database, and may run on another machine.
 */
@NullMarked
package dev.easel.server.commandline;

import org.jspecify.annotations.NullMarked;
