package dev.easel.bench.scenario;

/** What is measured, or measured against. */
public enum Subject {
    EASEL("Easel"),
    /** A bare broadcaster that gathers for 17 ms, as long as Easel does at most. */
    BATCHING("batching ceiling"),
    /** A bare broadcaster that writes each edit to each receiver at once. */
    UNBATCHED("unbatched ceiling");

    private final String title;

    Subject(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
