package dev.easel.server.forms;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** The calls of one form, one after the other in the order in which they came. May be used from any thread. */
final class FormTurns {
    /** Calls of one form that wait, and the one that is dealt with. */
    static final int MOST = 16;

    private final Map<UUID, Line> lines = new HashMap<>();

    /** Does the work after that of the form's calls before; on the context of the caller. */
    <T> Future<T> run(UUID form, Supplier<Future<T>> work) {
        Promise<Void> ended = Promise.promise();
        return begin(form, ended.future()).compose(_ -> work.get()).onComplete((_, _) -> {
            leave(form);
            ended.complete();
        });
    }

    private synchronized Future<Void> begin(UUID form, Future<Void> ended) {
        Line line = lines.computeIfAbsent(form, _ -> new Line());
        if (line.calls == MOST) {
            throw new FormRefused(FormRefused.Reason.AGAIN, MOST + " calls of this form are not answered yet");
        }
        Future<Void> before = line.last;
        line.calls++;
        line.last = ended;
        return before.isComplete() ? before : onContext(before);
    }

    private synchronized void leave(UUID form) {
        Line line = requireNonNull(lines.get(form), "the form has a call");
        if (--line.calls == 0) {
            lines.remove(form);
        }
    }

    private static Future<Void> onContext(Future<Void> before) {
        Context context = Vertx.currentContext();
        Promise<Void> turn = Promise.promise();
        before.onComplete(_ -> context.runOnContext(_ -> turn.complete()));
        return turn.future();
    }

    /** Guarded by the map's owner. */
    private static final class Line {
        private Future<Void> last = Future.succeededFuture();
        private int calls;
    }
}
