/**
 * The words: every message that crosses the wire, and the one codec that turns bytes into them and back.
 *
 * <p>Deliberately absent: Vert.x, I/O, clocks, and any rule about what an edit does to a canvas. The specification with
 * its numbered rules is {@code protocol/README.md}; the golden files beside it are read by the Java and the TypeScript
 * tests.
 */
package dev.easel.protocol;
