/** Reading the past of a project: a long journal, and what the calls for it take. */
@NullMarked
package dev.easel.bench.past;

import org.jspecify.annotations.NullMarked;
