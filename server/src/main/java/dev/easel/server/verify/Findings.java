package dev.easel.server.verify;

import java.util.ArrayList;
import java.util.List;

/** The differences found in one project: the first {@link #MOST} as text, the others only counted. */
final class Findings {
    static final int MOST = 20;

    private final List<String> first = new ArrayList<>();
    private int count;

    void add(String finding) {
        if (count++ < MOST) {
            first.add(finding);
        }
    }

    int count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(first);
        if (count > MOST) {
            lines.add("and " + (count - MOST) + " more");
        }
        return lines;
    }
}
