/**
 * JSON as compact bytes: values that are compared, cut and joined without being parsed, and a writer for them. It stays
 * our own code because it is the hot path: an edit's values go from the socket to every receiver as the bytes they came
 * in, while a tree of objects would cost several times the memory and time (scripts/bench/README.md has the figures).
 *
 * <p>Deliberately absent: reading untrusted text, which {@link dev.easel.protocol.JsonReader} does on Jackson's
 * tokenizer.
 */
@NullMarked
package dev.easel.protocol.json;

import org.jspecify.annotations.NullMarked;
