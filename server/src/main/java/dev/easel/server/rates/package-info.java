/**
 * How often each of many may do something: {@link dev.easel.server.rates.Rate} has a bucket of tokens for each of them,
 * as many as it has room for.
 *
 * <p>Deliberately absent: what is done, and who they are.
 */
@NullMarked
package dev.easel.server.rates;

import org.jspecify.annotations.NullMarked;
