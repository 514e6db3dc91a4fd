package dev.easel.server.catalog;

import dev.easel.server.log.Discreet;

/** The stored list of projects did not answer. The same call may succeed later. */
public final class CatalogUnavailable extends RuntimeException implements Discreet {
    private static final long serialVersionUID = 1L;

    public CatalogUnavailable(Throwable cause) {
        super("the database did not answer; try again", cause, false, false);
    }
}
