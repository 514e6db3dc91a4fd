package dev.easel.server.copying;

import dev.easel.server.copying.DrawingCopy.Code;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives what has no place or size yet one, by what it belongs to: arrows between shapes, frames around their children.
 */
final class Routes {
    /** Between the end of an arrow and its shape, in pixels. */
    private static final double GAP = 4;

    private static final double FRAME_PADDING = 10;

    private Routes() {}

    /** Draws arrows without points from shape to shape; those whose shapes are not there are left out. */
    static List<ElementDraft> drawn(List<ElementDraft> drafts, Leftovers leftovers) {
        List<ElementDraft> drawn = new ArrayList<>(drafts.size());
        for (ElementDraft draft : drafts) {
            boolean isRoute = draft.isLinear() && draft.path == null;
            if (!isRoute || draw(draft)) {
                drawn.add(draft);
            } else {
                draft.isGone = true;
                leftovers.add(
                        draft.name,
                        draft.type,
                        Code.NOT_CONNECTED,
                        "it has no points, and what it goes from or to is not there");
            }
        }
        return drawn;
    }

    private static boolean draw(ElementDraft arrow) {
        ElementDraft from = arrow.start == null ? null : arrow.start.target;
        ElementDraft to = arrow.end == null ? null : arrow.end.target;
        if (from == null || to == null || from == to) {
            return false;
        }
        double dx = to.centreX() - from.centreX();
        double dy = to.centreY() - from.centreY();
        double length = Math.hypot(dx, dy);
        double begin = toBorder(from, dx, dy) + (length == 0 ? 0 : GAP / length);
        double end = 1 - toBorder(to, dx, dy) - (length == 0 ? 0 : GAP / length);
        if (begin >= end) { // the shapes overlap
            begin = 0;
            end = 1;
        }
        arrow.x = from.centreX() + begin * dx;
        arrow.y = from.centreY() + begin * dy;
        arrow.path = Path.line((end - begin) * dx, (end - begin) * dy);
        arrow.resize(Math.abs((end - begin) * dx), Math.abs((end - begin) * dy));
        return length > 0;
    }

    /** How much of the way between two centres lies in the shape. */
    private static double toBorder(ElementDraft shape, double dx, double dy) {
        double across = Math.abs(dx) / Math.max(1, shape.width / 2);
        double down = Math.abs(dy) / Math.max(1, shape.height / 2);
        double way = switch (shape.type) {
            case "ellipse" -> Math.hypot(across, down);
            case "diamond" -> across + down;
            default -> Math.max(across, down);
        };
        return way == 0 ? 0 : 1 / way;
    }

    /** Puts frames without a size around what is in them. */
    static void frame(List<ElementDraft> drafts) {
        Map<ElementDraft, List<ElementDraft>> children = new HashMap<>();
        for (ElementDraft draft : drafts) {
            if (draft.frame != null) {
                children.computeIfAbsent(draft.frame, _ -> new ArrayList<>()).add(draft);
            }
        }
        for (ElementDraft frame : drafts) {
            if (frame.isFrame() && !frame.isSized) {
                Bounds bounds = new Bounds();
                children.getOrDefault(frame, List.of()).forEach(bounds::add);
                if (bounds.isEmpty()) {
                    frame.resize(100, 100);
                } else {
                    frame.x = bounds.left() - FRAME_PADDING;
                    frame.y = bounds.top() - FRAME_PADDING;
                    frame.resize(bounds.width() + 2 * FRAME_PADDING, bounds.height() + 2 * FRAME_PADDING);
                }
            }
        }
    }
}
