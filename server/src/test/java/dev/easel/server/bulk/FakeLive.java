package dev.easel.server.bulk;

import dev.easel.protocol.Change;
import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.ClientMessage.Hello;
import dev.easel.protocol.ServerMessage.ProjectNews;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.live.Answer;
import dev.easel.server.live.Answers;
import dev.easel.server.live.BulkSeat;
import dev.easel.server.live.Connection;
import dev.easel.server.live.LiveObject;
import dev.easel.server.live.LiveObjects;
import dev.easel.server.live.LiveProjects;
import dev.easel.server.live.Principal;
import dev.easel.server.live.Proposal;
import dev.easel.server.live.Seat;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;

/** A live project that applies every portion, or answers as the test says. Everything else fails. */
final class FakeLive implements LiveProjects {
    /** The portions that were submitted, each as often as it was. */
    final List<List<Edit>> portions = new ArrayList<>();

    long epoch = 1;
    /** Why the project takes no more objects. */
    Optional<String> noPlace = Optional.empty();

    int seats;
    /** What proposals see. */
    final Map<String, CanvasObject> canvas = new HashMap<>();

    /** The edit of a seat that the database has refused. */
    OptionalLong unstorable = OptionalLong.empty();
    /** How a portion is answered. */
    Function<List<Edit>, Future<Answers>> answer = this::applied;

    private long seq;

    Future<Answers> applied(List<Edit> edits) {
        List<Answer> answers = new ArrayList<>();
        edits.forEach(edit -> answers.add(new Answer.Applied(edit.edit(), ++seq)));
        return Future.succeededFuture(new Answers(epoch, answers, answers.size()));
    }

    @Override
    public Future<Answers> submit(UUID project, Principal principal, UUID client, List<Edit> edits) {
        portions.add(edits);
        return answer.apply(edits);
    }

    @Override
    public Future<Answers> propose(
            UUID project, Principal principal, UUID client, long edit, Optional<String> group, Proposal proposal) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<BulkSeat> beginBulk(UUID project, Principal principal, String claimed, UUID newClient) {
        seats++;
        return Future.succeededFuture(new BulkSeat() {
            @Override
            public Future<Answers> submit(List<Edit> edits) {
                portions.add(edits);
                return answer.apply(edits);
            }

            @Override
            public long epoch() {
                return epoch;
            }

            @Override
            public Future<Answers> propose(long edit, Optional<String> group, Proposal proposal) {
                List<Change> changes = proposal.changes(canvas::get);
                return changes.isEmpty()
                        ? Future.succeededFuture(new Answers(epoch, List.of(), 0))
                        : submit(List.of(new Edit(edit, group, changes)));
            }

            @Override
            public Future<OptionalLong> unstorable() {
                return Future.succeededFuture(unstorable);
            }

            @Override
            public void leave() {
                seats--;
            }
        });
    }

    @Override
    public Future<Optional<String>> noPlaceFor(UUID project, Map<String, Integer> puts, Collection<String> deletions) {
        return Future.succeededFuture(noPlace);
    }

    @Override
    public Future<Long> durable(UUID project) {
        return Future.succeededFuture(seq);
    }

    @Override
    public Future<Long> whenDurable(UUID project, long epoch, long seq) {
        return Future.succeededFuture(this.seq);
    }

    @Override
    public Future<Void> admit(UUID project, Principal principal) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Seat> join(UUID project, Principal principal, Connection connection, Hello hello) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<LiveObjects> objects(UUID project) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<LiveObject> object(UUID project, String id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Void> catchUp(UUID project) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Boolean> flush(UUID project) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void changed(ProjectNews news) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void deleted(UUID project) {
        throw new UnsupportedOperationException();
    }
}
