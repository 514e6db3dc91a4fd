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

    /** Looks at each element, which takes time when there are very many: not on an event loop. */
    public ImportPlan(List<Element> elements) {
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

    /** How many elements there are. */
    public int count() {
        return count;
    }
}
