package dev.easel.server.copying;

/** What a number of elements take, without their angles. For one thread. */
final class Bounds {
    private double left = Double.POSITIVE_INFINITY;
    private double top = Double.POSITIVE_INFINITY;
    private double right = Double.NEGATIVE_INFINITY;
    private double bottom = Double.NEGATIVE_INFINITY;

    void add(ElementDraft draft) {
        Path path = draft.path;
        double x = path == null ? draft.x : draft.x + path.least(0);
        double y = path == null ? draft.y : draft.y + path.least(1);
        left = Math.min(left, x);
        top = Math.min(top, y);
        right = Math.max(right, x + draft.width);
        bottom = Math.max(bottom, y + draft.height);
    }

    boolean isEmpty() {
        return left > right;
    }

    double left() {
        return left;
    }

    double top() {
        return top;
    }

    double width() {
        return right - left;
    }

    double height() {
        return bottom - top;
    }
}
