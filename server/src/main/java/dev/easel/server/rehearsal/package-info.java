/**
 * What an instance does before it says that it is ready, so that those who come first do not wait for a JVM that runs
 * each piece of code for the first time.
 *
 * <p>Deliberately absent: claims and rooms. Nothing is kept, written, or told to anybody.
 */
@NullMarked
package dev.easel.server.rehearsal;

import org.jspecify.annotations.NullMarked;
