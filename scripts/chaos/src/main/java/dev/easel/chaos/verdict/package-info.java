/** What a run is judged by, and what it found. Knows nothing of what is under test. */
@NullMarked
package dev.easel.chaos.verdict;

import org.jspecify.annotations.NullMarked;
