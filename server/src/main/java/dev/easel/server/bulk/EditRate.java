package dev.easel.server.bulk;

/**
 * How fast edits may come from one caller. It never refuses: a caller that brings more goes into debt and waits. Used
 * by one caller at a time.
 */
@FunctionalInterface
public interface EditRate {
    /** Counts edits and tells for how many milliseconds no more should be submitted; 0 when more may be. */
    long take(int edits);
}
