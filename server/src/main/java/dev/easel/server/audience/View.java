package dev.easel.server.audience;

import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonMembers;
import org.jspecify.annotations.Nullable;

/**
 * What a presence state tells of a person's place on the board, as far as it can be read: what a presence holds is
 * between the clients. Pure.
 *
 * @param cursor where the cursor is; null where there is none
 * @param cell where the part of the board lies that is seen; null where that is not told
 * @param following the session that is followed, a JSON string
 * @param summon the word by which all others are asked to come
 */
record View(
        @Nullable Point cursor,
        @Nullable Cell cell,
        @Nullable Json following,
        @Nullable Json summon) {
    static final View NONE = new View(null, null, null, null);

    /** Beyond, coordinates are none. */
    private static final double FARTHEST = 1L << 52;

    private static final Json CURSOR = Json.string("cursor");
    private static final Json VIEWPORT = Json.string("viewport");
    private static final Json FOLLOWING = Json.string("following");
    private static final Json SUMMON = Json.string("summon");

    static View of(Json state) {
        if (!state.isObject()) {
            return NONE;
        }
        Point cursor = null;
        Cell cell = null;
        Json following = null;
        Json summon = null;
        for (JsonMembers members = new JsonMembers(state); members.next(); ) {
            if (members.isNamed(CURSOR)) {
                double[] at = numbers(members.value(), 2);
                cursor = at == null ? null : new Point(at[0], at[1]);
            } else if (members.isNamed(VIEWPORT)) {
                double[] sides = numbers(members.value(), 4);
                cell = sides == null ? null : Cell.of(sides[0], sides[1], sides[2], sides[3]);
            } else if (members.isNamed(FOLLOWING)) {
                following = string(members.value());
            } else if (members.isNamed(SUMMON)) {
                summon = string(members.value());
            }
        }
        return new View(cursor, cell, following, summon);
    }

    /** Whether all are asked to come, by another word than before. */
    boolean summonsAfter(View before) {
        return summon != null && (before.summon == null || !summon.equals(before.summon));
    }

    private static @Nullable Json string(Json value) {
        return value.isString() ? value : null;
    }

    /** The elements of an array of so many numbers; null where it is none. */
    private static double @Nullable [] numbers(Json value, int count) {
        if (!value.isArray()) {
            return null;
        }
        double[] numbers = new double[count];
        int at = 0;
        for (JsonMembers elements = new JsonMembers(value); elements.next(); at++) {
            String number = elements.value().toString();
            if (at == count || "-0123456789".indexOf(number.charAt(0)) < 0) {
                return null;
            }
            numbers[at] = Double.parseDouble(number);
            if (Math.abs(numbers[at]) > FARTHEST) {
                return null;
            }
        }
        return at == count ? numbers : null;
    }
}
