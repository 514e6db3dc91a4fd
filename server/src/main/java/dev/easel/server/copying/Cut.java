package dev.easel.server.copying;

import dev.easel.server.copying.ElementDraft.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Cuts an element that is too large for one object into two that look like it together and are in one group. Both may
 * be cut again.
 */
final class Cut {
    private static final int FEWEST_POINTS = 4;

    private final Supplier<String> ids;

    Cut(Supplier<String> ids) {
        this.ids = ids;
    }

    /**
     * Makes of the whole its first half, which others go on naming, and gives the second; empty where it cannot be cut.
     */
    Optional<ElementDraft> inTwo(ElementDraft whole) {
        Path path = whole.path;
        Words words = whole.words;
        if (path != null && path.count() >= FEWEST_POINTS) {
            return Optional.of(grouped(whole, lines(whole, path)));
        }
        int at = words == null ? 0 : seam(words.shown());
        return words == null || at == 0 ? Optional.empty() : Optional.of(grouped(whole, texts(whole, words, at)));
    }

    private ElementDraft grouped(ElementDraft first, ElementDraft second) {
        List<String> groups = new ArrayList<>(first.groups);
        groups.addFirst(ids.get());
        first.groups = List.copyOf(groups);
        second.groups = first.groups;
        return second;
    }

    private ElementDraft lines(ElementDraft whole, Path path) {
        int middle = path.count() / 2;
        ElementDraft first = line(whole, path.part(0, middle));
        ElementDraft second = line(whole, path.part(middle, path.count() - 1));
        second.end = whole.end;
        second.endHead = whole.endHead;
        whole.end = null;
        whole.endHead = null;
        whole.path = first.path;
        whole.x = first.x;
        whole.y = first.y;
        whole.resize(first.width, first.height);
        return second;
    }

    private ElementDraft line(ElementDraft whole, Path part) {
        ElementDraft line = whole.piece(ids.get());
        line.path = part.fromItsPlace();
        line.resize(part.width(), part.height());
        line.x = whole.x + part.xy()[0];
        line.y = whole.y + part.xy()[1];
        turn(line, middle(whole, 0), middle(whole, 1));
        return line;
    }

    /** A piece turns around a middle of its own: it is moved to where it was in the whole, with its middle there. */
    private static void turn(ElementDraft piece, double wholeX, double wholeY) {
        double dx = middle(piece, 0) - wholeX;
        double dy = middle(piece, 1) - wholeY;
        double sin = Math.sin(piece.angle);
        double cos = Math.cos(piece.angle);
        piece.x += dx * cos - dy * sin - dx;
        piece.y += dx * sin + dy * cos - dy;
    }

    private static double middle(ElementDraft draft, int axis) {
        Path path = draft.path;
        double least = path == null ? 0 : path.least(axis);
        return axis == 0 ? draft.x + least + draft.width / 2 : draft.y + least + draft.height / 2;
    }

    /** The halves of a text, one below the other. They stand free: a shape has one label only. */
    private ElementDraft texts(ElementDraft whole, Words words, int at) {
        String text = words.shown();
        boolean isLine = text.charAt(at - 1) == '\n';
        double wholeX = middle(whole, 0);
        double wholeY = middle(whole, 1);
        ElementDraft second = whole.piece(ids.get());
        setWords(whole, words, text.substring(0, isLine ? at - 1 : at));
        setWords(second, words, text.substring(at));
        second.y = whole.y + whole.height;
        turn(whole, wholeX, wholeY);
        turn(second, wholeX, wholeY);
        if (whole.container != null) {
            whole.container.text = null;
            whole.container = null;
        }
        return second;
    }

    private static void setWords(ElementDraft text, Words whole, String part) {
        text.words = new Words(part, part, whole.size(), whole.lineHeight());
        text.resize(text.words.width(), text.words.height());
    }

    /**
     * Where to cut: behind the line, the word or at least the letter that is nearest to the middle. There is something
     * on both sides of it; 0 where there is no such place.
     */
    private static int seam(String text) {
        int middle = text.length() / 2;
        for (char between : new char[] {'\n', ' '}) {
            int at = text.lastIndexOf(between, middle);
            if (at > text.length() / 4 && at + 1 < text.length()) {
                return at + 1;
            }
        }
        boolean isInLetter = middle > 0 && Character.isLowSurrogate(text.charAt(middle));
        return isInLetter ? middle - 1 : middle;
    }
}
