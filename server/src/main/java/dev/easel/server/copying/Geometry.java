package dev.easel.server.copying;

import dev.easel.server.copying.DrawingCopy.Code;
import dev.easel.server.copying.ElementDraft.End;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Where an element lies, how large it is, and which points it has. Stateless. */
final class Geometry {
    /** Of a shape of which the file tells none. */
    static final double DEFAULT_SIDE = 100;

    /** Of one that is wider than a board, once it has breaks. */
    private static final double WIDEST_TEXT = 100_000;

    /** What tells of single points by their number or place. */
    private static final List<String> OF_POINTS = List.of("fixedSegments", "lastCommittedPoint");

    private Geometry() {}

    /** A place that is not told is 0. */
    static double coordinate(Members element, String name) throws LeftOut {
        if (!element.has(name)) {
            return 0;
        }
        double value = element.number(name)
                .orElseThrow(() -> new LeftOut(Code.NOT_A_NUMBER, "its " + name + " is not a number"));
        if (Math.abs(value) > Path.FARTHEST) {
            throw new LeftOut(Code.TOO_FAR, "it lies too far out: its " + name + " is over a million");
        }
        return value;
    }

    /** Reads how large it is and which points it has, and where it lies if that says otherwise. */
    static void size(Members element, ElementDraft draft) throws LeftOut {
        OptionalDouble width = element.number("width");
        OptionalDouble height = element.number("height");
        if (draft.words != null && width.orElse(draft.words.width()) > Path.FARTHEST) {
            draft.words = draft.words.wrapped(WIDEST_TEXT);
            element.put("autoResize", false);
            width = OptionalDouble.empty();
            height = OptionalDouble.empty();
        }
        draft.isSized = width.isPresent() && height.isPresent();
        draft.resize(width.orElse(0), height.orElse(0));
        if (Math.abs(draft.width) > Path.FARTHEST || Math.abs(draft.height) > Path.FARTHEST) {
            throw new LeftOut(Code.TOO_LARGE, "it is too large: over a million");
        }
        if (draft.isLinear() || draft.type.equals("freedraw")) {
            path(element, draft);
            return;
        }
        if (draft.words != null) {
            draft.width = width.orElse(draft.words.width());
            draft.height = height.orElse(draft.words.height());
        } else if (draft.label == null && !draft.isFrame()) {
            draft.width = width.orElse(DEFAULT_SIDE);
            draft.height = height.orElse(DEFAULT_SIDE);
        }
        if (draft.isSized && draft.width == 0 && draft.height == 0) {
            throw new LeftOut(Code.NO_SIZE, "it has no size");
        }
        draft.x = Math.min(draft.x, draft.x + draft.width);
        draft.y = Math.min(draft.y, draft.y + draft.height);
        draft.resize(Math.abs(draft.width), Math.abs(draft.height));
    }

    /** Puts the shapes that a skeleton has at the ends of its arrow beside them, if it does not say where they lie. */
    static void placeEnds(ElementDraft arrow) {
        placeEnd(arrow, arrow.start, false);
        placeEnd(arrow, arrow.end, true);
    }

    private static void placeEnd(ElementDraft arrow, @Nullable End end, boolean isLast) {
        ElementDraft shape = end == null ? null : end.shape;
        if (shape == null || shape.isPlaced) {
            return;
        }
        double[] xy = arrow.path == null ? new double[2] : arrow.path.xy();
        double toX = xy[xy.length - 2];
        double toY = xy[xy.length - 1];
        boolean isRightOfIt = isLast == (toX >= 0);
        shape.x = arrow.x + (isLast ? toX : 0) - (isRightOfIt ? 0 : shape.width);
        shape.y = arrow.y + (isLast ? toY : 0) - shape.height / 2;
    }

    private static boolean hasShape(@Nullable End end) {
        return end != null && end.shape != null;
    }

    private static void path(Members element, ElementDraft draft) throws LeftOut {
        double[] points = element.doubles("points");
        double[] pressures = element.doubles("pressures");
        Optional<Path> read = points == null
                ? Optional.empty()
                : Path.read(points, pressures == null ? new double[0] : pressures, draft.isLinear() ? 2 : 1);
        boolean hasShape = hasShape(draft.start) || hasShape(draft.end);
        if (read.isEmpty() && draft.width == 0 && draft.height == 0 && hasShape) {
            draft.width = DEFAULT_SIDE; // as Excalidraw makes it, and the shapes at its ends
        }
        boolean isRoute = draft.start != null && draft.end != null;
        if (read.isEmpty() && draft.width == 0 && draft.height == 0 && !isRoute) {
            throw new LeftOut(Code.NO_SIZE, "it has neither points nor a size");
        }
        if (read.isEmpty()) {
            // Without a size either, its way is found once both shapes are known.
            draft.path = draft.width == 0 && draft.height == 0 ? null : Path.line(draft.width, draft.height);
            draft.resize(Math.abs(draft.width), Math.abs(draft.height));
        } else {
            Path path = read.get().count() == 1 ? dot(read.get()) : read.get();
            draft.path = path.fromItsPlace();
            draft.x += path.xy()[0];
            draft.y += path.xy()[1];
            boolean isWhole = points != null && 2 * path.count() == points.length && path.beginsAtItsPlace();
            if (draft.isSized && isWhole) {
                draft.resize(Math.abs(draft.width), Math.abs(draft.height));
            } else {
                draft.resize(path.width(), path.height());
            }
            if (!isWhole) {
                element.remove(OF_POINTS);
            }
        }
        if (draft.type.equals("freedraw") && (draft.path == null || !draft.path.hasPressures())) {
            element.putIfAbsent("simulatePressure", true);
        }
    }

    /** A dot is drawn as the shortest stroke. */
    private static Path dot(Path point) {
        double x = point.xy()[0];
        double y = point.xy()[1];
        double[] pressures =
                point.hasPressures() ? new double[] {point.pressures()[0], point.pressures()[0]} : new double[0];
        return new Path(new double[] {x, y, x + 0.0001, y + 0.0001}, pressures);
    }
}
