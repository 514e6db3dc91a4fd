/**
 * What a picture tells beside what it shows: where and when it was taken, with what, and by whom. {@link
 * dev.easel.server.metadata.ImageMetadata} takes it away, and leaves what a picture needs to look as it did: which side
 * is up, and the profile of its colours.
 *
 * <p>Deliberately absent: decoding, and a parser of XML that expands anything. Only the parts of a file are walked,
 * each byte once, and what is no picture of a known kind passes as it is.
 */
@NullMarked
package dev.easel.server.metadata;

import org.jspecify.annotations.NullMarked;
