/** The process: its memory outside of the heap, its signals, when Java compiles, and how it ends. */
@NullMarked
package dev.easel.server.process;

import org.jspecify.annotations.NullMarked;
