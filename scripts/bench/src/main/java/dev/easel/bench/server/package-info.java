/** Servers to be measured, each a process of its own on a core of its own, and what the machine tells about them. */
@NullMarked
package dev.easel.bench.server;

import org.jspecify.annotations.NullMarked;
