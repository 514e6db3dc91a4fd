/**
 * The messages between client and server, and the codec that turns bytes into messages and messages into bytes. The
 * specification with its numbered rules is {@code protocol/README.md}; the golden files beside it are read by the Java
 * and the TypeScript tests.
 *
 * <p>An object's properties stay UTF-8 text ({@link dev.easel.protocol.json.Json}) from the socket to the database.
 * Jackson's tokenizer splits the text; reading it into that form, and walking and writing it, are our own code, because
 * no library has it: data binding and tree models build one Java object for each value, also for the thousands of
 * values that an edit does not touch. Our reader copies each value once, and checks the content on the way (rule L5:
 * nesting, numbers, names that stand twice, lone surrogates). A patch then copies the bytes of all properties that it
 * does not name.
 *
 * <p>Deliberately absent: Vert.x, I/O, clocks, and any rule about what an edit does to a canvas.
 */
@NullMarked
package dev.easel.protocol;

import org.jspecify.annotations.NullMarked;
