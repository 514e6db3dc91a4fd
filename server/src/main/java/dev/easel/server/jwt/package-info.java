/**
 * People who come with a token that another product has signed (JSON Web Tokens, RFC 7519): which keys are taken, what
 * a token has to say, and what of it is remembered.
 */
@NullMarked
package dev.easel.server.jwt;

import org.jspecify.annotations.NullMarked;
