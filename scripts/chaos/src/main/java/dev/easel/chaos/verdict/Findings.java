package dev.easel.chaos.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What was found wrong, each in a line that names the rule or the check. Any thread. */
public final class Findings {
    private static final int KEPT = 50;

    private final List<String> first = new ArrayList<>();
    private final Consumer<String> teller;
    private int count;

    /** @param teller hears the first of them at once */
    public Findings(Consumer<String> teller) {
        this.teller = teller;
    }

    public synchronized void add(String finding) {
        count++;
        if (first.size() < KEPT) {
            first.add(finding);
            teller.accept(finding);
        }
    }

    public synchronized int count() {
        return count;
    }

    public synchronized List<String> first() {
        return List.copyOf(first);
    }
}
