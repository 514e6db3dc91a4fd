package dev.easel.server.dashboard;

import java.util.Locale;

/** What is kept of each step; the names are those of the dashboard's JSON. */
enum Column {
    /** Sessions at the end of the step. */
    SESSIONS(Kind.WHOLE),
    /** Projects in memory at the end of the step. */
    ROOMS(Kind.WHOLE),
    /** Edits accepted in the step. */
    EDITS(Kind.WHOLE),
    /** Events sent to sessions in the step. */
    DELIVERIES(Kind.WHOLE),
    /** Edits refused in the step. */
    REFUSALS(Kind.WHOLE),
    /** 99th percentile of the time until an edit was sent to everybody, in milliseconds. */
    BROADCAST(Kind.MAYBE),
    /** 99th percentile of the time until an edit was durable, in milliseconds. */
    DURABLE(Kind.MAYBE),
    /** Age of the oldest event that is not durable, in milliseconds. */
    LAG(Kind.WHOLE),
    /** Bytes of events that are not durable. */
    UNDURABLE(Kind.WHOLE),
    /** Projects with unsaved changes. */
    DIRTY(Kind.WHOLE),
    /** Age of the oldest unsaved change, in milliseconds. */
    UNSAVED(Kind.WHOLE),
    /** Saves that succeeded in the step. */
    SAVES(Kind.WHOLE),
    /** Saves that failed in the step. */
    FAILURES(Kind.WHOLE),
    /** Part of all cores of the machine that the process used, 0 to 1. */
    CPU(Kind.PART),
    /** Heap in use, in bytes. */
    HEAP(Kind.WHOLE),
    /** Worst lag of an event loop in the step, in milliseconds. */
    LOOP(Kind.WHOLE);

    private final Kind kind;

    Column(Kind kind) {
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** In JSON. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the numbers of a column are. */
    enum Kind {
        /** A whole number. */
        WHOLE,
        /** A whole number, or nothing where there was nothing to measure. */
        MAYBE,
        /** A part of 1. */
        PART
    }
}
