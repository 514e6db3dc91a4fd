/** The REST calls on who is let into a project, and on who asks. Any instance answers them. */
@NullMarked
package dev.easel.server.membercalls;

import org.jspecify.annotations.NullMarked;
