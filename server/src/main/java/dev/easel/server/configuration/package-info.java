/**
 * Where settings come from: options of the command line, the environment, a configuration file, and files that hold
 * secrets; and the table of all of them, which is the one in the server's README.
 *
 * <p>Deliberately absent: what each setting means to the server. {@code Settings} and the packages that need them know.
 */
@NullMarked
package dev.easel.server.configuration;

import org.jspecify.annotations.NullMarked;
