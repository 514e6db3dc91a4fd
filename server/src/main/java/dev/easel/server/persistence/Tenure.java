package dev.easel.server.persistence;

/** Whether this instance may act as the owner of its projects. May be asked from any thread, for each edit. */
@FunctionalInterface
public interface Tenure {
    /** While not, another instance may have taken the projects that are in memory here. */
    boolean mayTakeEdits();
}
