/** What Easel is measured with: the load, the ceiling it is compared with, and microbenchmarks of its inner loops. */
@NullMarked
package dev.easel.bench;

import org.jspecify.annotations.NullMarked;
