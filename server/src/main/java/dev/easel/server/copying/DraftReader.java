package dev.easel.server.copying;

import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonWriter;
import dev.easel.server.copying.DrawingCopy.Code;
import dev.easel.server.copying.ElementDraft.End;
import dev.easel.server.copying.ElementDraft.Words;
import dev.easel.server.excalidraw.InvalidDrawing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a draft of an element, and mends what is wrong in it by itself: numbers that are none, sizes and points that
 * are missing, shorter ways of writing it. For one thread.
 */
final class DraftReader {
    private static final double DEFAULT_FONT_SIZE = 20;
    private static final double DEFAULT_LINE_HEIGHT = 1.25;
    private static final double EXCALIFONT = 5;

    private static final Set<String> TYPES = Set.of(
            "rectangle",
            "ellipse",
            "diamond",
            "line",
            "arrow",
            "freedraw",
            "text",
            "image",
            "frame",
            "magicframe",
            "iframe",
            "embeddable");

    /** What a draft has as its fields, or what a board makes again. */
    private static final List<String> TAKEN = List.of(
            "id",
            "type",
            "index",
            "isDeleted",
            "version",
            "versionNonce",
            "updated",
            "x",
            "y",
            "width",
            "height",
            "angle",
            "points",
            "pressures",
            "text",
            "originalText",
            "rawText",
            "fontSize",
            "lineHeight",
            "groupIds",
            "frameId",
            "containerId",
            "boundElements",
            "boundElementIds",
            "startArrowhead",
            "endArrowhead",
            "startBinding",
            "endBinding",
            "start",
            "end",
            "label",
            "children",
            "fileId",
            "status");

    /** What a skeleton may have at the end of an arrow. */
    private static final Set<String> SHAPES = Set.of("rectangle", "ellipse", "diamond", "text");

    private static final List<String> NUMBERS =
            List.of("strokeWidth", "roughness", "opacity", "fontFamily", "seed", "baseline");

    private final Supplier<String> ids;
    private final Leftovers leftovers;
    private final long mostNames;
    private long names;

    /**
     * @param ids makes ids that nobody has
     * @param mostNames of groups and other elements that all elements together may name: they are kept until the last
     *     element is read
     */
    DraftReader(Supplier<String> ids, Leftovers leftovers, long mostNames) {
        this.mostNames = mostNames;
        this.ids = ids;
        this.leftovers = leftovers;
    }

    /** Null where it is left out; of what was deleted, or was never to be seen, nothing is told. */
    @Nullable
    ElementDraft read(Members element, int position) {
        String name = element.text("id").orElse("element " + (position + 1));
        String type = element.text("type").orElse(null);
        if (element.isTrue("isDeleted") || "selection".equals(type)) {
            return null;
        }
        try {
            return read(element, name, known(type));
        } catch (LeftOut failure) {
            leftovers.add(name, type, failure.code(), failure.reason());
            return null;
        }
    }

    private static String known(@Nullable String told) throws LeftOut {
        if (told == null) {
            throw new LeftOut(Code.NO_TYPE, "it has no type");
        }
        String type = told.strip().toLowerCase(Locale.ROOT);
        if (type.equals("draw")) {
            return "line"; // as it was called before 2021
        }
        if (!TYPES.contains(type)) {
            throw new LeftOut(
                    Code.UNKNOWN_TYPE, "a board cannot show the type \"" + InvalidDrawing.quoted(told) + "\"");
        }
        return type;
    }

    private @Nullable ElementDraft read(Members element, String name, String type) throws LeftOut {
        ElementDraft draft = new ElementDraft(name, type, ids.get());
        draft.x = Geometry.coordinate(element, "x");
        draft.y = Geometry.coordinate(element, "y");
        draft.angle = element.number("angle").orElse(0);
        draft.groups = element.texts("groupIds");
        draft.frameName = element.text("frameId").orElse(null);
        draft.boundNames = element.objects("boundElements").stream()
                .flatMap(bound -> bound.text("id").stream())
                .toList();
        draft.childNames = draft.isFrame() ? element.texts("children") : List.of();
        draft.fileName = element.text("fileId").orElse(null);
        keep(draft);
        draft.label = draft.isContainer() ? label(element, draft) : null;
        if (draft.isText() && !text(element, draft)) {
            return null;
        }
        if (draft.isLinear()) {
            draft.start = end(element, name, "start");
            draft.end = end(element, name, "end");
            draft.startHead = element.text("startArrowhead").orElse(null);
            boolean isPlain = type.equals("arrow") && !element.map().containsKey("endArrowhead");
            draft.endHead = isPlain ? "arrow" : element.text("endArrowhead").orElse(null);
        }
        Geometry.size(element, draft);
        Geometry.placeEnds(draft);
        NUMBERS.forEach(element::keepNumber);
        element.putIfAbsent("seed", (double) (Math.abs(name.hashCode() % 1_000_000) + 1));
        element.remove(TAKEN);
        draft.rest = json(element.map());
        return draft;
    }

    private void keep(ElementDraft draft) {
        names += draft.groups.size() + draft.boundNames.size() + draft.childNames.size();
        if (names > mostNames) {
            throw InvalidDrawing.content("the elements of the drawing name each other over " + mostNames + " times");
        }
    }

    /** Whether there is anything to read in it. */
    private static boolean text(Members element, ElementDraft draft) {
        String shown =
                element.lines("text").or(() -> element.text("originalText")).orElse("");
        shown = shown.replace("\r\n", "\n").replace('\r', '\n');
        if (shown.isBlank()) {
            return false;
        }
        draft.words = new Words(
                shown,
                element.text("originalText").filter(it -> !it.isEmpty()).orElse(shown),
                positive(element, "fontSize", DEFAULT_FONT_SIZE),
                lineHeight(element, shown));
        draft.containerName = element.text("containerId").orElse(null);
        if (element.number("fontFamily").isEmpty() && !element.has("font")) {
            element.put("fontFamily", EXCALIFONT);
        }
        element.putIfAbsent("textAlign", "left");
        element.putIfAbsent("verticalAlign", "top");
        element.putIfAbsent("autoResize", true);
        return true;
    }

    /** Old files do not tell it, but how high the text is. */
    private static double lineHeight(Members element, String shown) {
        OptionalDouble height = element.number("height");
        double size = positive(element, "fontSize", DEFAULT_FONT_SIZE);
        double implied = height.isPresent() ? height.getAsDouble() / TextSizes.lines(shown) / size : 0;
        return positive(element, "lineHeight", implied >= 1 && implied <= 2 ? implied : DEFAULT_LINE_HEIGHT);
    }

    private static double positive(Members element, String name, double otherwise) {
        double value = element.number(name).orElse(otherwise);
        return value > 0 && value <= 1e4 ? value : otherwise;
    }

    /** The label that a skeleton has in itself, with what its shape says of it. */
    private @Nullable ElementDraft label(Members element, ElementDraft shape) {
        Members label = element.object("label")
                .or(() -> element.lines("label").map(text -> new Members(new LinkedHashMap<>(Map.of("text", text)))))
                .or(() -> shape.boundNames.isEmpty() ? words(element) : Optional.empty())
                .orElse(null);
        if (label == null) {
            return null;
        }
        label.put("type", "text");
        label.putIfAbsent("id", "the label of " + shape.name);
        label.putIfAbsent("textAlign", "center");
        label.putIfAbsent("verticalAlign", "middle");
        element.text("strokeColor").ifPresent(color -> label.putIfAbsent("strokeColor", color));
        return read(label, 0);
    }

    /** What language models write into a shape as if it were a text. */
    private static Optional<Members> words(Members shape) {
        return shape.lines("text").filter(it -> !it.isBlank()).map(text -> {
            Members words = new Members(new LinkedHashMap<>(Map.of("text", text)));
            for (String name : List.of("fontSize", "fontFamily", "textAlign", "verticalAlign")) {
                shape.text(name).ifPresent(value -> words.put(name, value));
            }
            return words;
        });
    }

    /** What the end of an arrow is bound to, as Excalidraw says it, or as in its skeletons. */
    private @Nullable End end(Members element, String arrow, String skeleton) {
        String binding = skeleton + "Binding";
        Optional<Members> bound = element.object(binding);
        Optional<String> target = bound.flatMap(it -> it.text("elementId"));
        if (bound.isPresent() && target.isPresent()) {
            Members rest = bound.get();
            rest.remove(List.of("elementId"));
            return new End(target.get(), json(rest.map()));
        }
        ElementDraft shape = element.object(skeleton)
                .filter(it -> SHAPES.contains(it.text("type").orElse("")))
                .map(it -> shape(it, "the " + skeleton + " of " + arrow))
                .orElse(null);
        String name = element.object(skeleton)
                .flatMap(it -> it.text("id"))
                .or(() -> element.text(skeleton))
                .or(() -> element.text(binding))
                .orElse("");
        if (name.isEmpty() && shape == null) {
            return null;
        }
        End end = new End(name, json(Map.of("focus", 0.0, "gap", 1.0)));
        end.shape = shape;
        return end;
    }

    /** The shape that a skeleton has at the end of an arrow. */
    private @Nullable ElementDraft shape(Members shape, String name) {
        boolean isPlaced = shape.has("x") && shape.has("y");
        Members own = new Members(new LinkedHashMap<>(shape.map()));
        own.putIfAbsent("id", name);
        if (!own.text("type").equals(Optional.of("text"))) {
            own.putIfAbsent("width", Geometry.DEFAULT_SIDE);
            own.putIfAbsent("height", Geometry.DEFAULT_SIDE);
        }
        ElementDraft draft = read(own, 0);
        if (draft != null) {
            draft.isPlaced = isPlaced;
        }
        return draft;
    }

    private static Json json(Map<String, @Nullable Object> members) {
        JsonWriter out = new JsonWriter(512);
        LooseJson.write(out, members);
        return out.toJson();
    }
}
