package dev.easel.server.simulation;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The connection between the servers and the database: every call waits here until chance lets it go on. */
final class DatabaseLink {
    private final List<DatabaseCall<?>> pending = new ArrayList<>();
    private boolean up = true;

    <T> Future<T> send(String what, Instance from, Supplier<Future<T>> work) {
        DatabaseCall<T> call = new DatabaseCall<>(what, from, work);
        pending.add(call);
        return call.answer();
    }

    boolean isBusy() {
        return !pending.isEmpty();
    }

    boolean isUp() {
        return up;
    }

    void setUp(boolean up) {
        this.up = up;
    }

    /** Lets one call go on, and describes the outcome. */
    String step(Chance chance, Conditions conditions) {
        DatabaseCall<?> call = chance.one(pending);
        if (call.isDone()) {
            pending.remove(call);
            call.deliver();
            return call + " is answered";
        }
        if (!up) {
            call.fail();
            return call + " finds no database";
        }
        if (!chance.percent(conditions.failing())) {
            call.execute();
            if (call.from == null) {
                pending.remove(call);
            }
            return call + " is executed";
        }
        return disturb(call, chance);
    }

    private String disturb(DatabaseCall<?> call, Chance chance) {
        return switch (chance.below(3)) {
            case 0 -> {
                call.fail();
                yield call + " fails";
            }
            case 1 -> {
                call.loseAnswer();
                yield call + " is executed, its answer lost";
            }
            default -> {
                pending.add(call.abandon());
                yield call + " is given up, and still under way";
            }
        };
    }

    /** A server has died: nobody waits for its answers, and half of its calls under way are lost. */
    void cut(Instance from, Chance chance) {
        List<DatabaseCall<?>> abandoned =
                pending.stream().filter(call -> call.from == from).toList();
        pending.removeAll(abandoned);
        for (DatabaseCall<?> call : abandoned) {
            if (!call.isDone() && chance.percent(50)) {
                pending.add(call.abandon());
            }
        }
    }
}
