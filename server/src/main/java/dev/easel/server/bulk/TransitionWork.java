package dev.easel.server.bulk;

import dev.easel.protocol.Change;
import dev.easel.server.bulk.BulkClients.Seating;
import dev.easel.server.bulk.ObjectTarget.Skipped;
import dev.easel.server.bulk.Outcome.Edits;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.live.Answer;
import dev.easel.server.live.Answers;
import dev.easel.server.live.BulkSeat;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Changes the objects of a transition, portion by portion. What each portion changes is worked out when it is applied:
 * what others have changed since the plan stays. Confined to the context of its caller, but for the proposals, of which
 * one runs at a time.
 */
final class TransitionWork implements BulkWork {
    private static final String AGAIN = "ask for it again";

    private final Transition plan;
    private final List<List<ObjectTarget>> portions;
    private final Seating seating;
    private Skips skipped = Skips.NONE;
    private long first;
    private int changed;

    /** @throws BulkFailure the project was loaded again since the plan was made */
    TransitionWork(Transition plan, Seating seating) {
        if (plan.epoch() != seating.epoch()) {
            throw new BulkFailure(
                    BulkFailure.Reason.RELOADED, "the project was loaded again meanwhile; " + AGAIN, null);
        }
        this.plan = plan;
        this.portions = plan.portions();
        this.seating = seating;
    }

    @Override
    public int portions() {
        return portions.size();
    }

    @Override
    public Future<Answers> submit(BulkSeat seat, int portion) {
        Turn turn = new Turn(portions.get(portion));
        return seat.propose(portion, Optional.of(seating.group()), turn::changes)
                .onSuccess(answers -> taken(turn, answers));
    }

    private void taken(Turn turn, Answers answers) {
        skipped = skipped.and(Skips.of(turn.skipped));
        for (Answer answer : answers.list()) {
            if (answer instanceof Answer.Applied applied) {
                changed += turn.changes;
                first = first == 0 ? applied.seq() : first;
            }
        }
    }

    /** @param last the seq of the last edit; 0 when there was none */
    Outcome outcome(long last) {
        return last == 0
                ? new Outcome(plan.seq(), Optional.empty(), 0, skipped)
                : new Outcome(last, Optional.of(new Edits(seating.client(), first)), changed, skipped);
    }

    @Override
    public String soFar(int done) {
        int taken = portions.subList(0, done).stream().mapToInt(List::size).sum();
        return changed + " objects were changed, and " + (plan.targets().size() - taken) + " were not looked at; "
                + AGAIN;
    }

    @Override
    public String again() {
        return AGAIN;
    }

    @Override
    public String unstorable(int portion) {
        return "the database does not take one of the objects from "
                + portions.get(portion).getFirst().id() + " to "
                + portions.get(portion).getLast().id()
                + "; what was changed before them stays, the others are not changed";
    }

    /** What one portion comes to, as the objects are when it is applied; the last time counts. */
    private static final class Turn {
        private final List<ObjectTarget> targets;
        private List<Skipped> skipped = List.of();
        private int changes;

        Turn(List<ObjectTarget> targets) {
            this.targets = targets;
        }

        List<Change> changes(Function<String, @Nullable CanvasObject> objects) {
            List<Change> made = new ArrayList<>();
            List<Skipped> left = new ArrayList<>();
            for (ObjectTarget target : targets) {
                CanvasObject now = objects.apply(target.id());
                Change change = target.change(now == null ? null : now.props(), left::add);
                if (change != null) {
                    made.add(change);
                }
            }
            skipped = left;
            changes = made.size();
            return made;
        }
    }
}
