/**
 * Which instance serves which project, when several instances share a database. {@link
 * dev.easel.server.ownership.Owners} is what the others ask.
 *
 * <p>Deliberately absent: HTTP, and what is done with a request for a project of another instance.
 */
@NullMarked
package dev.easel.server.ownership;

import org.jspecify.annotations.NullMarked;
