package dev.easel.server.bulk;

import dev.easel.protocol.Change;
import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.server.excalidraw.Drawing.Element;
import dev.easel.server.live.Answers;
import dev.easel.server.live.BulkSeat;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Puts elements, all in one group. */
final class ImportWork implements BulkWork {
    /** What replaces the objects that are there. */
    private static final String AGAIN = "import the board again";

    /** What would put the objects that are there once more. */
    private static final String COPY_AGAIN = "undo them, or delete them, before you import the file again";

    private final ImportPlan plan;
    private final Optional<String> group;

    /** @param group that the edits are undone as */
    ImportWork(ImportPlan plan, String group) {
        this.plan = plan;
        this.group = Optional.of(group);
    }

    @Override
    public int portions() {
        return plan.portions().size();
    }

    @Override
    public Future<Answers> submit(BulkSeat seat, int portion) {
        List<Change> puts = plan.portions().get(portion).stream()
                .map(element -> (Change) new Change.Put(element.id(), element.props()))
                .collect(Collectors.toUnmodifiableList());
        return seat.submit(List.of(new Edit(portion, group, puts)));
    }

    @Override
    public String soFar(int done) {
        int put = plan.portions().subList(0, done).stream().mapToInt(List::size).sum();
        return put + " of " + plan.count() + " objects were put and stay; "
                + (plan.isCopy() ? COPY_AGAIN : AGAIN + " to put the others");
    }

    @Override
    public String again() {
        return plan.isCopy() ? "look for what was put, and " + COPY_AGAIN : AGAIN;
    }

    @Override
    public String unstorable(int portion) {
        List<Element> refused = plan.portions().get(portion);
        return "the database does not take one of the objects from "
                + refused.getFirst().id() + " to " + refused.getLast().id()
                + "; those before them are put and stay, the others are not put";
    }
}
