package dev.easel.server.bulk;

import dev.easel.server.excalidraw.Drawing.Element;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The elements of one import in the portions in which they are put, and what is asked before. Immutable. */
public final class ImportPlan {
    private final List<List<Element>> portions;
    private final Map<String, Integer> props;
    private final int count;
    private final boolean isCopy;

    /**
     * Looks at each element, which takes time when there are very many: not on an event loop.
     *
     * @param isCopy whether the ids are made for it, so that importing the same file again puts all of it once more
     */
    public ImportPlan(List<Element> elements, boolean isCopy) {
        this.isCopy = isCopy;
        portions = Portions.cut(
                elements,
                _ -> 1,
                element -> element.id().length()
                        + Math.toIntExact(element.props().storedLength())); // what an edit may write is counted so
        props = elements.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Element::id, element -> element.props().length()));
        count = elements.size();
    }

    List<List<Element>> portions() {
        return portions;
    }

    /** Bytes of each element's props, by id. */
    Map<String, Integer> props() {
        return props;
    }

    boolean isCopy() {
        return isCopy;
    }

    /** How many elements there are. */
    public int count() {
        return count;
    }
}
