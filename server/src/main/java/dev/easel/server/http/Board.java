package dev.easel.server.http;

import dev.easel.protocol.Json;
import dev.easel.server.catalog.Projects.Asset;
import java.util.List;

/**
 * An {@code .excalidraw} file as it becomes part of a project: checked, every element an object, every file an asset.
 */
record Board(List<Element> elements, List<Asset> assets) {
    Board {
        elements = List.copyOf(elements);
        assets = List.copyOf(assets);
    }

    /** An object to be put. */
    record Element(String id, Json props) {}
}
