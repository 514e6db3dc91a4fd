package dev.easel.server.catalog;

import dev.easel.server.log.Discreet;

/**
 * The store does not take what the call would store: a value is over a limit of it, or a constraint or trigger is
 * against it; or what is stored is in the way. The same call fails each time.
 */
public final class CatalogRefusal extends RuntimeException implements Discreet {
    private static final long serialVersionUID = 1L;

    public CatalogRefusal(Throwable cause) {
        this("the database refuses what this request would store; change it", cause);
    }

    /** @param detail what is in the way, and what to do */
    public CatalogRefusal(String detail, Throwable cause) {
        super(detail, cause, false, false);
    }
}
