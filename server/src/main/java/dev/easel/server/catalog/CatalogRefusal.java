package dev.easel.server.catalog;

/**
 * The store does not take what the call would store: a value is over a limit of it, or a constraint or trigger is
 * against it. The same call fails each time.
 */
public final class CatalogRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CatalogRefusal(Throwable cause) {
        super("the database refuses what this request would store; change it", cause, false, false);
    }
}
