package dev.easel.server.audience;

import org.jspecify.annotations.Nullable;

/**
 * Where a view of the board lies, so that people who look at about the same share what they are told. The views of a
 * level are at most {@code 2^level} wide and high, and lie in squares of half of that by their centres. Pure.
 */
record Cell(int level, long column, long row) {
    private static final int FINEST = 0;

    /** Beyond, a view is all of a board. */
    private static final int COARSEST = 40;

    /** The cell of a view; null where it has no size. */
    static @Nullable Cell of(double left, double top, double right, double bottom) {
        double size = Math.max(right - left, bottom - top);
        if (!(right > left && bottom > top && size <= Math.scalb(1.0, COARSEST))) {
            return null;
        }
        int level = Math.max(FINEST, Math.getExponent(size) + 1);
        return new Cell(level, square((left + right) / 2, level), square((top + bottom) / 2, level));
    }

    /** Whether some view of this cell may show the point. */
    boolean shows(Point point) {
        return Math.abs(square(point.x(), level) - column) <= 1 && Math.abs(square(point.y(), level) - row) <= 1;
    }

    /** The cell of this level in which the point lies, moved by so many squares. */
    static Cell around(Point point, int level, int columns, int rows) {
        return new Cell(level, square(point.x(), level) + columns, square(point.y(), level) + rows);
    }

    private static long square(double at, int level) {
        return (long) Math.floor(Math.scalb(at, 1 - level));
    }
}
