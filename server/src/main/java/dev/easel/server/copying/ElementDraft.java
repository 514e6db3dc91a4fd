package dev.easel.server.copying;

import dev.easel.protocol.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An element on its way from a file to a board: where it is and what it says of others, apart from what is only copied.
 * For one thread.
 */
final class ElementDraft {
    /** As the file calls it. */
    final String name;

    final String type;

    /** On the board. */
    String id;

    double x;
    double y;
    double width;
    double height;
    double angle;

    /** Whether the file says how large it is. */
    boolean isSized = true;

    /** Whether the file says where it lies. */
    boolean isPlaced = true;

    /** All members that are not fields here. */
    Json rest = Json.EMPTY_OBJECT;

    /** Null where it is no line, or where its points are still to be made. */
    @Nullable
    Path path;

    @Nullable
    Words words;

    /** The text that a skeleton has in itself. */
    @Nullable
    ElementDraft label;

    @Nullable
    End start;

    @Nullable
    End end;

    /** Names, as the file says them. */
    List<String> groups = List.of();

    @Nullable
    String frameName;

    @Nullable
    String containerName;

    @Nullable
    String fileName;

    List<String> boundNames = List.of();
    List<String> childNames = List.of();

    @Nullable
    ElementDraft frame;

    @Nullable
    ElementDraft container;

    /** Arrowheads; null where there is none. Of lines and arrows. */
    @Nullable
    String startHead;

    @Nullable
    String endHead;

    /** Whether it was left out after others had named it. */
    boolean isGone;

    /** The text in it. Of shapes and arrows. */
    @Nullable
    ElementDraft text;

    ElementDraft(String name, String type, String id) {
        this.name = name;
        this.type = type;
        this.id = id;
    }

    boolean isText() {
        return type.equals("text");
    }

    boolean isLinear() {
        return type.equals("line") || type.equals("arrow");
    }

    boolean isFrame() {
        return type.equals("frame") || type.equals("magicframe");
    }

    /** Whether a text can be its label. */
    boolean isContainer() {
        return switch (type) {
            case "rectangle", "ellipse", "diamond", "arrow" -> true;
            default -> false;
        };
    }

    /** Whether the end of an arrow can be bound to it. */
    boolean isBindable() {
        return switch (type) {
            case "rectangle", "ellipse", "diamond", "image", "text", "iframe", "embeddable", "frame", "magicframe" ->
                true;
            default -> false;
        };
    }

    /** Whether boards do not draw it, because it is too far from the middle, or too large. */
    boolean isFar() {
        double most = Math.max(Math.max(Math.abs(x), Math.abs(y)), Math.max(width, height));
        return most > Path.FARTHEST || (path != null && path.isFar());
    }

    double centreX() {
        return x + width / 2;
    }

    double centreY() {
        return y + height / 2;
    }

    void resize(double newWidth, double newHeight) {
        width = newWidth;
        height = newHeight;
    }

    /** A draft with all of this but its id and what is cut: path or words, and what hangs on it. */
    ElementDraft piece(String pieceId) {
        ElementDraft piece = new ElementDraft(name, type, pieceId);
        piece.x = x;
        piece.y = y;
        piece.width = width;
        piece.height = height;
        piece.angle = angle;
        piece.rest = rest;
        piece.groups = groups;
        piece.frame = frame;
        return piece;
    }

    /** An end of an arrow. */
    static final class End {
        /** Empty where it is bound to a shape that has no name. */
        final String targetName;

        /** What the file says of the binding, without the id. */
        final Json rest;

        /** The shape that a skeleton has in its arrow; it is none where there is another one of its name. */
        @Nullable
        ElementDraft shape;

        @Nullable
        ElementDraft target;

        End(String targetName, Json rest) {
            this.targetName = targetName;
            this.rest = rest;
        }
    }

    /**
     * A text.
     *
     * @param shown with the breaks of its lines
     * @param original as it was typed
     * @param size of its letters
     * @param lineHeight of one line, as a multiple of the size
     */
    record Words(String shown, String original, double size, double lineHeight) {
        /** The same with more breaks, so that it is no wider. */
        Words wrapped(double width) {
            return new Words(TextSizes.wrapped(shown, size, width), original, size, lineHeight);
        }

        double height() {
            return TextSizes.lines(shown) * size * lineHeight;
        }

        double width() {
            return TextSizes.width(shown, size);
        }
    }
}
