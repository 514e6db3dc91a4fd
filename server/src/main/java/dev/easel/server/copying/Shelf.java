package dev.easel.server.copying;

import java.util.List;

/** Lays the items of a library out beside each other, in rows, in the order of the file. */
final class Shelf {
    /** Between two items, in pixels. */
    private static final double GAP = 40;

    private Shelf() {}

    static void layOut(List<List<ElementDraft>> items) {
        List<Bounds> bounds = items.stream().map(Shelf::boundsOf).toList();
        double area = bounds.stream()
                .mapToDouble(it -> (it.width() + GAP) * (it.height() + GAP))
                .sum();
        double rowWidth = Math.max(600, Math.sqrt(area) * 1.3);
        double x = 0;
        double y = 0;
        double rowHeight = 0;
        for (int i = 0; i < items.size(); i++) {
            Bounds item = bounds.get(i);
            if (x > 0 && x + item.width() > rowWidth) {
                x = 0;
                y += rowHeight + GAP;
                rowHeight = 0;
            }
            move(items.get(i), x - item.left(), y - item.top());
            x += item.width() + GAP;
            rowHeight = Math.max(rowHeight, item.height());
        }
    }

    static void move(List<ElementDraft> drafts, double dx, double dy) {
        for (ElementDraft draft : drafts) {
            draft.x += dx;
            draft.y += dy;
        }
    }

    static Bounds boundsOf(List<ElementDraft> drafts) {
        Bounds bounds = new Bounds();
        drafts.forEach(bounds::add);
        return bounds;
    }
}
