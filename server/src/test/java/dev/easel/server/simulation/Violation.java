package dev.easel.server.simulation;

import java.util.Arrays;

/** A rule that did not hold. */
public final class Violation extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final Rule rule;

    Violation(Rule rule, Object... seen) {
        super(rule + " (" + rule.sentence + "): " + Arrays.deepToString(seen));
        this.rule = rule;
        for (Object each : seen) {
            if (each instanceof Throwable cause && getCause() == null) {
                initCause(cause);
            }
        }
    }

    public Rule rule() {
        return rule;
    }
}
