package dev.easel.server.copying;

import dev.easel.server.carriers.Carrier;
import dev.easel.server.copying.DrawingCopy.Code;
import dev.easel.server.excalidraw.Drawing.Element;
import dev.easel.server.excalidraw.DrawingLimits;
import dev.easel.server.excalidraw.InvalidDrawing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes copies of drawings, which takes time when they are large. May be used from any thread. */
public final class CopyReader {
    /** How many others an element names, at most, on average. */
    private static final int NAMES = 10;

    private final DrawingLimits limits;
    private final int mostBytes;
    private final Supplier<String> ids;

    /**
     * @param mostBytes of the text of a drawing, as it is unpacked, and of all elements of its copy together
     * @param ids makes ids that nobody has: of objects, and of groups
     */
    public CopyReader(DrawingLimits limits, int mostBytes, Supplier<String> ids) {
        this.limits = limits;
        this.mostBytes = mostBytes;
        this.ids = ids;
    }

    /**
     * @param file JSON, or a picture or note with a drawing in it
     * @param now the creation time of embedded files that have none, in milliseconds since 1970
     * @param place where the left upper corner lies, or as near to it as the copy lies where boards draw it; as in the
     *     file where it is not given
     * @throws InvalidDrawing there is no drawing in it, or one with too many or too large elements
     */
    public DrawingCopy read(byte[] file, long now, Optional<Place> place) {
        Leftovers leftovers = new Leftovers();
        DraftReader reader = new DraftReader(ids, leftovers, (long) NAMES * limits.elements());
        Pictures pictures = new Pictures(now, limits.elements());
        Scenes read = new Scenes(reader, leftovers, pictures, limits);
        read.read(Carrier.drawing(file, mostBytes));
        List<List<ElementDraft>> scenes = new ArrayList<>();
        for (List<ElementDraft> scene : read.scenes()) {
            List<ElementDraft> mended = mended(scene, pictures, leftovers);
            if (!mended.isEmpty()) {
                scenes.add(mended);
            }
        }
        if (read.isLibrary()) {
            Shelf.layOut(scenes);
        }
        List<ElementDraft> all = scenes.stream().flatMap(List::stream).toList();
        place.filter(_ -> !all.isEmpty()).ifPresent(at -> {
            Bounds bounds = Shelf.boundsOf(all);
            double x = near(at.x(), bounds.width());
            double y = near(at.y(), bounds.height());
            Shelf.move(all, x - bounds.left(), y - bounds.top());
        });
        leaveOutFar(all, leftovers);
        List<ElementDraft> drawn = all.stream().filter(draft -> !draft.isGone).toList();
        List<Element> elements = new DraftWriter(limits, mostBytes, pictures.ids(), ids, leftovers).write(drawn);
        return new DrawingCopy(
                elements, pictures.shownBy(drawn), Look.of(read.appState()), leftovers.first(), leftovers.count());
    }

    /** Where something of this length begins, so that it does not end too far out. */
    private static double near(double asked, double length) {
        return Math.max(-Path.FARTHEST, Math.min(asked, Path.FARTHEST - length));
    }

    /** What the points of a line, the place of the copy, or a wide library have brought too far out. */
    private static void leaveOutFar(List<ElementDraft> drafts, Leftovers leftovers) {
        for (ElementDraft draft : drafts) {
            if (draft.isFar()) {
                draft.isGone = true;
                leftovers.add(
                        draft.name, draft.type, Code.TOO_FAR, "it lies too far out, or is too large: over a million");
            }
        }
    }

    private List<ElementDraft> mended(List<ElementDraft> scene, Pictures pictures, Leftovers leftovers) {
        List<ElementDraft> shown = new ArrayList<>(scene.size());
        for (ElementDraft draft : scene) {
            Optional<LeftOut> missing = draft.type.equals("image") ? pictures.missing(draft) : Optional.empty();
            missing.ifPresentOrElse(
                    why -> leftovers.add(draft.name, draft.type, why.code(), why.reason()), () -> shown.add(draft));
        }
        List<ElementDraft> drafts = Labels.apart(shown);
        new References(drafts, ids).resolve();
        Labels.sizeShapes(drafts);
        List<ElementDraft> drawn = Routes.drawn(drafts, leftovers);
        Labels.layOut(drawn);
        Routes.frame(drawn);
        return drawn;
    }

    /** A point of the board, in pixels. */
    public record Place(double x, double y) {}
}
