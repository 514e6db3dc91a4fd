package dev.easel.server.simulation;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The way between the servers and the database: every question waits here until chance lets it go on. */
final class Cable {
    private final List<Errand<?>> underway = new ArrayList<>();
    private boolean up = true;

    <T> Future<T> send(String what, Instance from, Supplier<Future<T>> work) {
        Errand<T> errand = new Errand<>(what, from, work);
        underway.add(errand);
        return errand.answer();
    }

    boolean isBusy() {
        return !underway.isEmpty();
    }

    boolean isUp() {
        return up;
    }

    void setUp(boolean up) {
        this.up = up;
    }

    /** Lets one errand go on, and says what became of it. */
    String step(Chance chance, Weather weather) {
        Errand<?> errand = chance.one(underway);
        if (errand.isDone()) {
            underway.remove(errand);
            errand.arrive();
            return errand + " is answered";
        }
        if (!up) {
            errand.fail();
            return errand + " meets no database";
        }
        if (!chance.percent(weather.failing())) {
            errand.happen();
            if (errand.from == null) {
                underway.remove(errand);
            }
            return errand + " is done";
        }
        return trouble(errand, chance);
    }

    private String trouble(Errand<?> errand, Chance chance) {
        switch (chance.below(3)) {
            case 0 -> {
                errand.fail();
                return errand + " fails";
            }
            case 1 -> {
                errand.loseAnswer();
                return errand + " is done, its answer lost";
            }
            default -> {
                underway.add(errand.tear());
                return errand + " is given up, and on its way still";
            }
        }
    }

    /** A server has died: nobody waits for its answers, and of what was on its way some is lost and some is not. */
    void cut(Instance from, Chance chance) {
        List<Errand<?>> torn =
                underway.stream().filter(errand -> errand.from == from).toList();
        underway.removeAll(torn);
        for (Errand<?> errand : torn) {
            if (!errand.isDone() && chance.percent(50)) {
                underway.add(errand.tear());
            }
        }
    }
}
