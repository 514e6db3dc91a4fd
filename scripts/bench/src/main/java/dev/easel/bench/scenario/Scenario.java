package dev.easel.bench.scenario;

import java.util.List;

/** One thing that is measured, in the same way for each of its subjects. */
public interface Scenario {
    /** As it is asked for: {@code S1}. */
    String name();

    String title();

    /** Easel first; what it is compared with follows. */
    List<Subject> subjects();

    /** One run, with servers of its own. */
    Figures measure(Subject subject, TestBed testBed) throws Exception;
}
