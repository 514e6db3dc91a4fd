/**
 * Whether an instance is ready: whether work should be sent to it, and what speaks against that.
 *
 * <p>Deliberately absent: the parts that are judged (they are asked through suppliers), and the answer over HTTP.
 */
@NullMarked
package dev.easel.server.health;

import org.jspecify.annotations.NullMarked;
