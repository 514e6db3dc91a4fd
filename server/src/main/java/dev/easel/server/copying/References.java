package dev.easel.server.copying;

import dev.easel.server.copying.ElementDraft.End;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Resolves what the elements of one drawing say of each other by name: labels, frames, groups, the ends of arrows. What
 * only one side says is said by both, and what names an element that is not there is not said any more.
 */
final class References {
    private final List<ElementDraft> drafts;
    private final Supplier<String> ids;

    /** Where several elements have one name, the first one is meant. */
    private final Map<String, ElementDraft> byName = new HashMap<>();

    /** @param ids makes ids that nobody has */
    References(List<ElementDraft> drafts, Supplier<String> ids) {
        this.drafts = drafts;
        this.ids = ids;
        drafts.forEach(draft -> byName.putIfAbsent(draft.name, draft));
    }

    void resolve() {
        labels();
        frames();
        groups();
        for (ElementDraft draft : drafts) {
            draft.start = bound(draft, draft.start);
            draft.end = bound(draft, draft.end);
        }
    }

    /** Each shape has one label at most, and a text is the label of one shape. What a shape names comes first. */
    private void labels() {
        Map<ElementDraft, ElementDraft> labels = new LinkedHashMap<>();
        for (ElementDraft draft : drafts) {
            if (draft.isText() && draft.container != null) {
                labels.put(draft.container, draft);
            }
        }
        for (ElementDraft shape : drafts) {
            if (shape.isContainer()) {
                shape.boundNames.stream()
                        .map(byName::get)
                        .filter(text -> text != null && text.isText() && names(text, shape))
                        .findFirst()
                        .ifPresent(text -> label(labels, shape, text));
            }
        }
        for (ElementDraft text : drafts) {
            ElementDraft shape = text.isText() && text.containerName != null ? byName.get(text.containerName) : null;
            if (shape != null && shape.isContainer()) {
                label(labels, shape, text);
            }
        }
        labels.forEach((shape, text) -> shape.text = text);
    }

    private static void label(Map<ElementDraft, ElementDraft> labels, ElementDraft shape, ElementDraft text) {
        if (text.container == null && labels.putIfAbsent(shape, text) == null) {
            text.container = shape;
        }
    }

    /** Whether a text that a shape names as its label may be it: it names that shape, or none that is there. */
    private boolean names(ElementDraft text, ElementDraft shape) {
        ElementDraft named = text.containerName == null ? null : byName.get(text.containerName);
        return text.container == null && (named == null || named == shape);
    }

    private void frames() {
        for (ElementDraft draft : drafts) {
            ElementDraft frame = draft.frameName == null ? null : byName.get(draft.frameName);
            // Excalidraw has no frames in frames.
            draft.frame = frame != null && frame.isFrame() && !draft.isFrame() ? frame : null;
        }
        for (ElementDraft frame : drafts) {
            for (String name : frame.childNames) {
                ElementDraft child = byName.get(name);
                if (child != null && !child.isFrame()) {
                    child.frame = frame;
                    if (child.text != null) {
                        child.text.frame = frame;
                    }
                }
            }
        }
    }

    private void groups() {
        Map<String, String> groups = new HashMap<>();
        for (ElementDraft draft : drafts) {
            draft.groups = draft.groups.stream()
                    .distinct()
                    .map(name -> groups.computeIfAbsent(name, _ -> ids.get()))
                    .toList();
        }
    }

    private @Nullable End bound(ElementDraft arrow, @Nullable End end) {
        if (end != null && end.target != null) {
            return end;
        }
        ElementDraft target = end == null ? null : byName.get(end.targetName);
        if (end == null || target == null || target == arrow || !target.isBindable()) {
            return null;
        }
        end.target = target;
        return end;
    }
}
