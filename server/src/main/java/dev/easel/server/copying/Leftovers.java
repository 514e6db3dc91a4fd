package dev.easel.server.copying;

import dev.easel.server.copying.DrawingCopy.Code;
import dev.easel.server.copying.DrawingCopy.Skipped;
import dev.easel.server.excalidraw.InvalidDrawing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of a drawing is not copied: the first of it, and how much it is. For one thread. */
final class Leftovers {
    private final List<Skipped> first = new ArrayList<>();
    private int count;

    /**
     * @param element as the file calls it
     * @param reason a sentence without its full stop, for people
     */
    void add(String element, @Nullable String type, Code code, String reason) {
        count++;
        if (first.size() < DrawingCopy.MOST_TOLD) {
            String told = type == null ? null : InvalidDrawing.quoted(type);
            first.add(new Skipped(InvalidDrawing.quoted(element), told, code, reason));
        }
    }

    List<Skipped> first() {
        return first;
    }

    int count() {
        return count;
    }
}
