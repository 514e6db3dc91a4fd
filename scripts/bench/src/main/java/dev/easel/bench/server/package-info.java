/** Servers to be measured, each a process of its own on a core of its own, and what the machine tells about them. */
package dev.easel.bench.server;
