package dev.easel.server.dashboard;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The steps of the last hour, in arrays of numbers that are made once. From any thread. */
final class Ring {
    /** How many steps are kept: those of an hour. */
    static final int STEPS = 720;

    /** The length of a step, in milliseconds. */
    static final long STEP_MS = 5_000;

    private static final double PLACES = 1_000;

    private final long[] at = new long[STEPS];
    private final Map<Column, double[]> values = new EnumMap<>(Column.class);

    /** Where the next step goes, and how many there are. */
    private int next;

    private int size;

    Ring() {
        for (Column column : Column.values()) {
            values.put(column, new double[STEPS]);
        }
    }

    /**
     * Adds a step; the oldest goes where there are too many. Steps follow one another: one that does not is left out,
     * and where the clock was set back the ring begins again.
     *
     * @param begunAt in milliseconds since 1970
     * @param row asked for each column; not a number where there was nothing to measure
     */
    synchronized void add(long begunAt, ToDoubleFunction<Column> row) {
        long last = size == 0 ? Long.MIN_VALUE : at[index(size - 1)];
        if (begunAt <= last) {
            if (last - begunAt < STEP_MS) {
                return;
            }
            size = 0;
        }
        at[next] = begunAt;
        values.forEach((column, numbers) -> numbers[next] = row.applyAsDouble(column));
        next = (next + 1) % STEPS;
        size = Math.min(size + 1, STEPS);
    }

    /** Of the n-th oldest step. */
    private int index(int n) {
        return Math.floorMod(next - size + n, STEPS);
    }

    /** The steps that began later than {@code after}, the oldest first: {@code at} and a member for each column. */
    synchronized Map<String, Object> since(long after) {
        int[] steps = IntStream.range(0, size)
                .map(this::index)
                .filter(step -> at[step] > after)
                .toArray();
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("at", Arrays.stream(steps).mapToLong(step -> at[step]).toArray());
        values.forEach((column, all) -> members.put(column.word(), numbers(column.kind(), all, steps)));
        return members;
    }

    private static Object numbers(Column.Kind kind, double[] all, int[] steps) {
        return switch (kind) {
            case WHOLE ->
                Arrays.stream(steps).mapToLong(step -> Math.round(all[step])).toArray();
            case MAYBE ->
                Arrays.stream(steps)
                        .mapToObj(step -> Double.isNaN(all[step]) ? null : Math.round(all[step]))
                        .toArray();
            case PART ->
                Arrays.stream(steps)
                        .mapToDouble(step -> Math.round(all[step] * PLACES) / PLACES)
                        .toArray();
        };
    }
}
