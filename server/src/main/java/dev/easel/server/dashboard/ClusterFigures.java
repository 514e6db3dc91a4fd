package dev.easel.server.dashboard;

import dev.easel.protocol.InvalidContent;
import dev.easel.server.call.JsonBodies;
import dev.easel.server.call.Permits;
import dev.easel.server.call.Problem;
import dev.easel.server.dashboard.Gathering.Answer;
import dev.easel.server.dashboard.Gathering.Gathered;
import dev.easel.server.dashboard.Subject.Self;
import dev.easel.server.dashboard.SummedFigures.Told;
import dev.easel.server.metrics.AutoSaveFigures;
import dev.easel.server.ownership.OtherInstance;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The figures of the auto-saves of all instances that answer, summed. From any thread. */
final class ClusterFigures {
    private final Vertx vertx;
    private final Subject subject;
    private final Supplier<AutoSaveFigures> own;
    private final Gathering gathering;
    private final Permits permits;

    /**
     * @param own those of this instance
     * @param permits of those that gather at the same time
     */
    ClusterFigures(Vertx vertx, Subject subject, Supplier<AutoSaveFigures> own, Gathering gathering, Permits permits) {
        this.vertx = vertx;
        this.subject = subject;
        this.own = own;
        this.gathering = gathering;
        this.permits = permits;
    }

    Future<SummedFigures> ask() {
        return permits.run(() ->
                gathering.ask("/metrics").compose(gathered -> vertx.executeBlocking(() -> sum(gathered), false)));
    }

    /** Large, and not for an event loop. */
    private SummedFigures sum(Gathered gathered) {
        Self self = subject.self();
        List<AutoSaveFigures> figures = new ArrayList<>(List.of(own.get()));
        List<Told> instances =
                new ArrayList<>(List.of(new Told(self.instance(), self.address(), state(self.isLeaving()))));
        for (Answer answer : gathered.answers()) {
            Optional<AutoSaveFigures> told = answer.body().flatMap(ClusterFigures::read);
            told.ifPresent(figures::add);
            OtherInstance from = answer.from();
            String missing = from.isDead() ? "dead" : "silent";
            instances.add(new Told(
                    from.id(), from.address().toString(), told.isPresent() ? state(from.isLeaving()) : missing));
        }
        return SummedFigures.of(figures, instances);
    }

    private static String state(boolean isLeaving) {
        return isLeaving ? "draining" : "serving";
    }

    private static Optional<AutoSaveFigures> read(Buffer body) {
        try {
            return Optional.of(JsonBodies.read(body.getBytes(), AutoSaveFigures.class));
        } catch (Problem | InvalidContent _) {
            return Optional.empty();
        }
    }
}
