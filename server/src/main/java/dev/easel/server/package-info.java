/**
 * The server put together: {@link dev.easel.server.Main} starts an {@link dev.easel.server.Easel}, which is a storage
 * and an instance over it; {@link dev.easel.server.Settings} reads the environment. These classes know all packages; no
 * package knows them.
 *
 * <p>Deliberately absent: everything that a package does.
 */
@NullMarked
package dev.easel.server;

import org.jspecify.annotations.NullMarked;
