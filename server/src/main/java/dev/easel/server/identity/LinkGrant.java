package dev.easel.server.identity;

import java.util.UUID;

/**
 * Somebody holds the token of a share link. Whether the link still gives anything is known where links are stored.
 *
 * @param guest the pseudonym of whoever redeemed it
 */
public record LinkGrant(UUID project, UUID link, String guest) {}
