/**
 * The part of OpenID Connect that a server plays which lets people sign in at a provider (a relying party): discovery,
 * the code flow with PKCE, the check of ID tokens by keys that change. Signatures, algorithms and claims are judged by
 * nimbus-jose-jwt.
 *
 * <p>Deliberately absent: cookies and sessions, and what the tokens of a provider are good for beside telling once who
 * somebody is. None is kept.
 */
@NullMarked
package dev.easel.server.openid;

import org.jspecify.annotations.NullMarked;
