/**
 * The REST calls that name versions, and that bring back what was. They are read and answered here, and done by {@link
 * dev.easel.server.versions}.
 */
@NullMarked
package dev.easel.server.versioncalls;

import org.jspecify.annotations.NullMarked;
