/** What is measured from outside, over real sockets: the scenarios. */
@NullMarked
package dev.easel.bench.scenario;

import org.jspecify.annotations.NullMarked;
