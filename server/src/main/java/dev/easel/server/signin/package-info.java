/**
 * Signing in to the app at an OpenID provider: where it begins and ends, the cookie of the sign-in that follows, and
 * the sign-ins that last; with its SQL. Each is one row, so that it counts on every instance, and ends on all of them.
 *
 * <p>Deliberately absent: what a provider says and how it is checked ({@code openid}), and what somebody may do.
 */
@NullMarked
package dev.easel.server.signin;

import org.jspecify.annotations.NullMarked;
