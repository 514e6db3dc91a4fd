package dev.easel.server.forms;

import dev.easel.protocol.Change;
import dev.easel.protocol.json.Json;
import dev.easel.server.canvas.Merge;
import java.util.List;
import java.util.Optional;

/** The props of one object, event after event. Confined to one thread. */
final class ObjectFold {
    private final String object;
    private Optional<Json> props;

    ObjectFold(String object, Optional<Json> props) {
        this.object = object;
        this.props = props;
    }

    Optional<Json> props() {
        return props;
    }

    void apply(List<Change> changes) {
        for (Change change : changes) {
            if (change.id().equals(object)) {
                props = switch (change) {
                    case Change.Put put -> Optional.of(put.props());
                    case Change.Patch patch -> Optional.of(Merge.patched(props.orElse(Json.EMPTY_OBJECT), patch));
                    case Change.Delete _ -> Optional.empty();
                };
            }
        }
    }
}
