/**
 * Who asks. An {@link dev.easel.server.identity.Authenticator} tells it from what a request brings; there is one for
 * each way to come in. All of them name people by one kind of id.
 *
 * <p>Deliberately absent: what somebody may do, and HTTP.
 */
@NullMarked
package dev.easel.server.identity;

import org.jspecify.annotations.NullMarked;
