/** How far long work is, told to whoever waits for it in a terminal. */
@NullMarked
package dev.easel.server.progress;

import org.jspecify.annotations.NullMarked;
