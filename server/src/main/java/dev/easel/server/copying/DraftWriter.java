package dev.easel.server.copying;

import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonMembers;
import dev.easel.protocol.json.JsonWriter;
import dev.easel.server.copying.DrawingCopy.Code;
import dev.easel.server.copying.ElementDraft.End;
import dev.easel.server.copying.ElementDraft.Words;
import dev.easel.server.excalidraw.Drawing.Element;
import dev.easel.server.excalidraw.DrawingLimits;
import dev.easel.server.excalidraw.InvalidDrawing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes drafts as elements. A stroke, line or text that is too large for one object becomes several, in a group; other
 * elements that are too large are left out. For one thread.
 */
final class DraftWriter {
    /** {@code "index":"…",}, which is written once it is known what is on the board. */
    private static final int ORDER_KEY = OrderKeys.LONGEST + 16;

    private final DrawingLimits limits;
    private final int mostBytes;
    private final Map<String, String> fileIds;
    private final Leftovers leftovers;
    private final Cut cut;
    /** The arrows that are bound to each element. */
    private final Map<ElementDraft, Set<ElementDraft>> arrows = new HashMap<>();

    /**
     * @param limits of the copy, with the pieces of what is cut
     * @param mostBytes of all elements together
     * @param fileIds of the files that are there, by their names
     */
    DraftWriter(
            DrawingLimits limits,
            int mostBytes,
            Map<String, String> fileIds,
            Supplier<String> ids,
            Leftovers leftovers) {
        this.limits = limits;
        this.mostBytes = mostBytes;
        this.fileIds = fileIds;
        this.leftovers = leftovers;
        this.cut = new Cut(ids);
    }

    /**
     * The elements of all these, which name only each other.
     *
     * @throws InvalidDrawing they are too many, or too large together
     */
    List<Element> write(List<ElementDraft> drafts) {
        findArrows(drafts);
        List<ElementDraft> fitting = new ArrayList<>(drafts.size());
        drafts.forEach(draft -> fit(draft, fitting));
        findArrows(fitting);
        List<Element> elements = new ArrayList<>(fitting.size());
        long bytes = 0;
        for (ElementDraft draft : fitting) {
            Json props = props(draft, true);
            bytes += props.storedLength();
            if (bytes > mostBytes) {
                throw InvalidDrawing.content("the copy of the drawing is over " + mostBytes + " bytes");
            }
            elements.add(new Element(draft.id, props));
        }
        return elements;
    }

    private void findArrows(List<ElementDraft> drafts) {
        arrows.clear();
        for (ElementDraft arrow : drafts) {
            for (End end : new @Nullable End[] {arrow.start, arrow.end}) {
                if (end != null && end.target != null) {
                    arrows.computeIfAbsent(end.target, _ -> new LinkedHashSet<>())
                            .add(arrow);
                }
            }
        }
    }

    private void fit(ElementDraft draft, List<ElementDraft> fitting) {
        Words words = draft.words;
        if (words != null && (long) words.shown().length() + words.original().length() > mostBytes) {
            leaveOut(draft, "it is too large: all elements together have " + mostBytes + " bytes at most");
            return;
        }
        long bytes = props(draft, true).storedLength();
        if (bytes <= limits.elementBytes() - ORDER_KEY) {
            if (fitting.size() == limits.elements()) {
                throw InvalidDrawing.content("the copy of the drawing has over " + limits.elements() + " elements");
            }
            fitting.add(draft);
            return;
        }
        Optional<ElementDraft> second = isWorthCutting(draft) ? cut.inTwo(draft) : Optional.empty();
        if (second.isPresent()) {
            fit(draft, fitting);
            fit(second.get(), fitting);
        } else {
            leaveOut(
                    draft,
                    "it is too large: " + bytes + " bytes, and one object has " + limits.elementBytes() + " at most");
        }
    }

    private void leaveOut(ElementDraft draft, String why) {
        draft.isGone = true;
        leftovers.add(draft.name, draft.type, Code.TOO_LARGE, why);
    }

    /** Each piece carries all but points and words: where that is much, few of them would make a great deal. */
    private boolean isWorthCutting(ElementDraft draft) {
        return props(draft, false).storedLength() <= (limits.elementBytes() - ORDER_KEY) / 2;
    }

    /** @param isWhole with points and words, of which a piece has a part */
    private Json props(ElementDraft draft, boolean isWhole) {
        JsonWriter out = new JsonWriter(draft.rest.length() + 512).open('{').field("type", draft.type);
        out.name("x").number(draft.x).name("y").number(draft.y);
        out.name("width").number(draft.width).name("height").number(draft.height);
        out.name("angle").number(draft.angle);
        new JsonMembers(draft.rest).copyRestTo(out);
        out.field("groupIds", draft.groups);
        reference(out, "frameId", draft.frame);
        bound(out, draft);
        if (isWhole && draft.path != null) {
            draft.path.writePoints(out);
            if (draft.type.equals("freedraw")) {
                draft.path.writePressures(out);
            }
        }
        if (isWhole && draft.words != null) {
            words(out, draft.words);
        }
        switch (draft.type) {
            case "text" -> reference(out, "containerId", draft.container);
            case "image" -> image(out, draft);
            case "line", "arrow" -> {
                end(out, "startBinding", draft.start);
                end(out, "endBinding", draft.end);
                head(out, "startArrowhead", draft.startHead);
                head(out, "endArrowhead", draft.endHead);
            }
            default -> {}
        }
        return out.close('}').toJson();
    }

    private void bound(JsonWriter out, ElementDraft draft) {
        ElementDraft text = draft.text == null || draft.text.isGone ? null : draft.text;
        Set<ElementDraft> bound = arrows.getOrDefault(draft, Set.of());
        out.name("boundElements");
        if (text == null && bound.isEmpty()) {
            out.ascii("null");
            return;
        }
        out.open('[');
        if (text != null) {
            out.open('{').field("id", text.id).field("type", "text").close('}');
        }
        for (ElementDraft arrow : bound) {
            out.open('{').field("id", arrow.id).field("type", "arrow").close('}');
        }
        out.close(']');
    }

    private static void words(JsonWriter out, Words words) {
        out.field("text", words.shown()).field("originalText", words.original());
        out.name("fontSize").number(words.size()).name("lineHeight").number(words.lineHeight());
    }

    private void image(JsonWriter out, ElementDraft draft) {
        String id = draft.fileName == null ? null : fileIds.get(draft.fileName);
        if (id != null) {
            out.field("fileId", id).field("status", "saved");
        }
    }

    private static void end(JsonWriter out, String name, @Nullable End end) {
        out.name(name);
        if (end == null || end.target == null || end.target.isGone) {
            out.ascii("null");
            return;
        }
        out.open('{').field("elementId", end.target.id);
        new JsonMembers(end.rest).copyRestTo(out);
        out.close('}');
    }

    private static void head(JsonWriter out, String name, @Nullable String head) {
        out.name(name);
        if (head == null) {
            out.ascii("null");
        } else {
            out.string(head);
        }
    }

    private static void reference(JsonWriter out, String name, @Nullable ElementDraft to) {
        out.name(name);
        if (to == null || to.isGone) {
            out.ascii("null");
        } else {
            out.string(to.id);
        }
    }
}
