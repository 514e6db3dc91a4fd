package dev.easel.server.copying;

import dev.easel.server.copying.ElementDraft.End;
import dev.easel.server.copying.ElementDraft.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts labels into shapes, and shapes around labels where the file tells no size. */
final class Labels {
    /** Between a shape and its label, in pixels. */
    private static final double PADDING = 5;

    private static final double LEAST_WIDTH = 40;

    /** Of a shape of which the file tells none. */
    private static final double SIDE = 100;

    private Labels() {}

    /** These, and behind each what it has in itself: its label as a text of its own, and the shapes at its ends. */
    static List<ElementDraft> apart(List<ElementDraft> drafts) {
        Set<String> names = drafts.stream().map(draft -> draft.name).collect(Collectors.toCollection(HashSet::new));
        List<ElementDraft> all = new ArrayList<>(drafts.size());
        for (ElementDraft draft : drafts) {
            addApart(draft, all);
            addEnd(draft, draft.start, names, all);
            addEnd(draft, draft.end, names, all);
        }
        return all;
    }

    private static void addApart(ElementDraft shape, List<ElementDraft> all) {
        all.add(shape);
        ElementDraft text = shape.label;
        if (text != null) {
            text.isSized = false;
            text.container = shape;
            text.groups = shape.groups;
            text.frameName = shape.frameName;
            all.add(text);
        }
    }

    /** The first arrow that has a shape of this name makes it, unless the file has one of its own. */
    private static void addEnd(ElementDraft arrow, @Nullable End end, Set<String> names, List<ElementDraft> all) {
        ElementDraft shape = end == null ? null : end.shape;
        if (end == null || shape == null || (!end.targetName.isEmpty() && !names.add(end.targetName))) {
            return;
        }
        end.target = end.targetName.isEmpty() ? shape : null;
        shape.groups = arrow.groups;
        shape.frameName = arrow.frameName;
        addApart(shape, all);
    }

    /** Makes shapes as large as their labels need, before arrows go from one to another. */
    static void sizeShapes(List<ElementDraft> drafts) {
        for (ElementDraft draft : drafts) {
            ElementDraft shape = draft.container;
            if (draft.words != null && shape != null && !draft.isSized && !shape.isLinear()) {
                size(draft, draft.words, shape);
            }
        }
        for (ElementDraft shape : drafts) {
            if (shape.isContainer() && !shape.isLinear()) {
                shape.resize(shape.width == 0 ? SIDE : shape.width, shape.height == 0 ? SIDE : shape.height);
            }
        }
    }

    private static void size(ElementDraft text, Words words, ElementDraft shape) {
        double room = shape.width > 0 ? Math.max(LEAST_WIDTH, inner(shape.type, shape.width)) : Double.MAX_VALUE;
        Words laid = words.width() <= room ? words : words.wrapped(room);
        text.words = laid;
        text.resize(Math.min(laid.width(), room), laid.height());
        shape.resize(
                shape.width > 0 ? shape.width : Math.max(SIDE, outer(shape.type, text.width)),
                Math.max(shape.height, outer(shape.type, text.height)));
    }

    /** Puts the labels whose size the file does not tell into the middle of what they belong to. */
    static void layOut(List<ElementDraft> drafts) {
        for (ElementDraft draft : drafts) {
            if (draft.words != null && draft.container != null && !draft.isSized) {
                layOut(draft, draft.container);
            }
        }
    }

    private static void layOut(ElementDraft text, ElementDraft shape) {
        boolean isShape = !shape.isLinear();
        Path path = shape.path;
        double middleX = path == null ? shape.centreX() : shape.x + path.xy()[middle(path)];
        double middleY = path == null ? shape.centreY() : shape.y + path.xy()[middle(path) + 1];
        if (path != null && path.count() == 2) {
            middleX = shape.x + path.xy()[2] / 2;
            middleY = shape.y + path.xy()[3] / 2;
        }
        text.x = middleX - text.width / 2;
        text.y = middleY - text.height / 2;
        text.angle = isShape ? shape.angle : 0;
    }

    private static int middle(Path path) {
        return path.count() / 2 * 2;
    }

    /** Of the side of a shape, what its label has. */
    private static double inner(String type, double side) {
        return switch (type) {
            case "ellipse" -> side / 2 * Math.sqrt(2) - 2 * PADDING;
            case "diamond" -> side / 2 - 2 * PADDING;
            default -> side - 2 * PADDING;
        };
    }

    private static double outer(String type, double side) {
        return switch (type) {
            case "ellipse" -> (side + 2 * PADDING) / Math.sqrt(2) * 2;
            case "diamond" -> (side + 2 * PADDING) * 2;
            default -> side + 2 * PADDING;
        };
    }
}
