package dev.easel.server.catalog;

/** The store does not take a value of the call, and never will: the same call fails each time. */
public final class CatalogRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CatalogRefusal(Throwable cause) {
        super("the database cannot store a value of this request; change it", cause, false, false);
    }
}
