/**
 * What an instance is put together from, where several parts belong together: each class composes one group of them. No
 * decisions are made here.
 *
 * <p>Deliberately absent: what blocks, and settings as a whole (both are the root's).
 */
@NullMarked
package dev.easel.server.parts;

import org.jspecify.annotations.NullMarked;
