/** Gives projects that belong to nobody to somebody: those from before people signed in. With its SQL. */
@NullMarked
package dev.easel.server.adoption;

import org.jspecify.annotations.NullMarked;
