package dev.easel.bench.attack;

/** What one attacker does. Each of its callers is a virtual thread of its own. */
public interface Attack {
    /** As it is asked for, after {@code attack-}. */
    String name();

    String title();

    /** Callers that do the same at the same time. */
    int callers();

    /** Before the first caller of an assault. */
    default void prepare(Target target) throws Exception {}

    /**
     * One connection, or one call, until the server ends it or the caller is done; it is begun again until the attack
     * is over.
     *
     * @param caller 0 … {@link #callers} − 1
     * @throws java.io.IOException the server ended the connection, which is its right
     */
    void call(Target target, int caller) throws Exception;
}
