/** What tables and indexes come to while edits go on for long. */
@NullMarked
package dev.easel.bench.tables;

import org.jspecify.annotations.NullMarked;
