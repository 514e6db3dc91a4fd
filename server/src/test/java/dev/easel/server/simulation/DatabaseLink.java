package dev.easel.server.simulation;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The connection between the servers and the database: every call waits here until chance lets it go on. */
public final class DatabaseLink {
    private final List<DatabaseCall<?>> pending = new ArrayList<>();
    private final Set<Instance> away = new HashSet<>();
    private boolean up = true;

    public <T> Future<T> send(String what, Instance from, Supplier<Future<T>> work) {
        DatabaseCall<T> call = new DatabaseCall<>(what, from, work);
        pending.add(call);
        return call.answer();
    }

    /** What the database says to a server unasked; completes when it arrives. */
    public Future<Void> notice(String what, Instance to) {
        DatabaseCall<Void> call = new DatabaseCall<>(what, to, Future::succeededFuture);
        call.execute();
        pending.add(call);
        return call.answer();
    }

    boolean isBusy() {
        return !movable().isEmpty();
    }

    /** A server that is paused hears nothing; what it has said goes on. */
    private List<DatabaseCall<?>> movable() {
        return pending.stream().noneMatch(DatabaseCall::isHeldUp)
                ? pending
                : pending.stream().filter(call -> !call.isHeldUp()).toList();
    }

    /** Whether the server reaches the database, and the other way round. */
    public boolean reaches(Instance server) {
        return !away.contains(server);
    }

    public void setReach(Instance server, boolean does) {
        if (does) {
            away.remove(server);
        } else {
            away.add(server);
        }
    }

    boolean isUp() {
        return up;
    }

    public void setUp(boolean up) {
        this.up = up;
    }

    /** Lets one call go on, and describes the outcome. */
    String step(Chance chance, Conditions conditions) {
        DatabaseCall<?> call = chance.one(movable());
        if (away.contains(call.from)) {
            pending.remove(call);
            call.fail();
            call.deliver();
            return call + " cannot get through";
        }
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

    /** Every connection ends: of what is under way half is lost, and half is executed, and nobody hears of it. */
    public void cutAll(Chance chance) {
        for (DatabaseCall<?> call : List.copyOf(pending)) {
            if (!call.isDone() && chance.percent(50)) {
                pending.add(call.abandon());
            } else {
                call.fail();
            }
        }
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
