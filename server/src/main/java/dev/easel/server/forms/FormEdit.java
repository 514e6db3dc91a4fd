package dev.easel.server.forms;

import dev.easel.protocol.Change;
import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonByValue;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.live.Proposal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is done to the object that a form has sent: it is patched where it is there, and made where it is not. Which of
 * these is found when the edit is decided: of two forms that make the same object, the second one adds to it. For one
 * edit.
 */
final class FormEdit implements Proposal {
    private final String object;
    private final Json form;
    private final FormBase base;
    private final boolean isMade;
    private final Optional<Change.Patch> patch;

    private Optional<Json> before = Optional.empty();

    /** @param isMade whether the object is made where it is not there */
    FormEdit(String object, FormBase base, Json form, boolean isMade) {
        this.object = object;
        this.form = form;
        this.base = base;
        this.isMade = isMade;
        this.patch = FormDifference.patch(object, base, form);
    }

    /** Nothing that the form has changed; there is no need to ask the project. */
    boolean isWithoutChange() {
        return patch.isEmpty();
    }

    @Override
    public List<Change> changes(Function<String, @Nullable CanvasObject> objects) {
        before = Optional.ofNullable(objects.apply(object)).map(CanvasObject::props);
        return changes();
    }

    private List<Change> changes() {
        if (before.isPresent()) {
            return List.copyOf(patch.stream().toList());
        }
        return isMade ? List.of(new Change.Put(object, form)) : List.of();
    }

    /** Whether the object was gone when the edit was decided, and was not made again. */
    boolean isGone() {
        return before.isEmpty() && !isMade;
    }

    /** The props right after the edit, once it was decided. */
    Optional<Json> after() {
        ObjectFold fold = new ObjectFold(object, before);
        fold.apply(changes());
        return fold.props();
    }

    /** Whether the form shows all that others had changed by its base: what it does not change is as it was there. */
    boolean isUpToDate() {
        ObjectFold fold = new ObjectFold(object, base.props());
        fold.apply(base.props().isPresent() ? List.copyOf(patch.stream().toList()) : List.of());
        return fold.props().filter(it -> JsonByValue.isEqual(it, form)).isPresent();
    }
}
