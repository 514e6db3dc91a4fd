package dev.easel.server.simulation.leases;

import dev.easel.server.simulation.Instance;
import dev.easel.server.simulation.Request;
import dev.easel.server.simulation.World;
import dev.easel.server.simulation.leases.Forwarder.NotDone;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The network between servers: what one passes on to another, and the answer, wait here until chance moves them. */
final class InstanceNetwork {
    private final Leased servers;
    private final List<Hop<?>> underway = new ArrayList<>();
    private final Set<Set<Instance>> cut = new HashSet<>();

    InstanceNetwork(Leased servers) {
        this.servers = servers;
    }

    <T> Future<T> send(Instance from, String to, Request<T> request, Function<Instance, Future<T>> take) {
        Hop<T> hop = new Hop<>(from, to, request, take);
        underway.add(hop);
        return hop.answered.future();
    }

    boolean isBusy() {
        return underway.stream().anyMatch(Hop::canMove);
    }

    /** Lets one hop go on, and describes the outcome. */
    String step() {
        return servers.world
                .chance
                .one(underway.stream().filter(Hop::canMove).toList())
                .move();
    }

    boolean isCut(Instance one, Instance other) {
        return cut.contains(Set.of(one, other));
    }

    /** Two servers do not reach each other any more, or again. */
    void setCut(Instance one, Instance other, boolean is) {
        if (is) {
            cut.add(Set.of(one, other));
        } else {
            cut.remove(Set.of(one, other));
        }
    }

    /** Everybody reaches everybody again; returns whether that is news. */
    boolean heal() {
        boolean was = !cut.isEmpty();
        cut.clear();
        return was;
    }

    /** A server waits for no answer of this one any more. */
    void cut(Instance from, String to) {
        breakAll(hop -> hop.from == from && hop.to.equals(to));
    }

    /** A server has died. */
    void died(Instance gone) {
        breakAll(hop -> hop.from == gone || hop.to.equals(gone.toString()));
    }

    private void breakAll(Predicate<Hop<?>> which) {
        List.copyOf(underway).stream().filter(which).forEach(Hop::end);
    }

    /** One request that is passed on. */
    private final class Hop<T> {
        private final Instance from;
        private final String to;
        private final Request<T> request;
        private final Function<Instance, Future<T>> take;
        private final Promise<T> answered = Promise.promise();
        private Future<T> answer;
        private boolean isOver;

        Hop(Instance from, String to, Request<T> request, Function<Instance, Future<T>> take) {
            this.from = from;
            this.to = to;
            this.request = request;
            this.take = take;
        }

        boolean canMove() {
            return !from.isPaused() && (answer == null || answer.isComplete());
        }

        String move() {
            World world = servers.world;
            Optional<Instance> target = servers.find(to);
            boolean breaks = target.isEmpty()
                    || isCut(from, target.get())
                    || world.chance.percent(world.conditions.failing() / 2);
            if (breaks) {
                end();
                return this + " breaks";
            }
            if (answer == null) {
                Promise<T> done = Promise.promise();
                answer = done.future();
                arrive(target.get(), done);
                answer.onSuccess(this::lostIfOver);
                return this + " arrives";
            }
            underway.remove(this);
            isOver = true;
            if (from.isAlive()) {
                answer.onComplete(answered);
            }
            return this + " is answered";
        }

        private void arrive(Instance at, Promise<T> done) {
            at.sockets.execute(() -> take.apply(at).onComplete(done));
        }

        /** Its connection breaks: whether it was done is not known, unless it did not arrive. */
        void end() {
            underway.remove(this);
            isOver = true;
            if (answer != null && answer.succeeded()) {
                request.lost(answer.result());
            }
            if (from.isAlive()) {
                boolean isNotDone = answer == null || request.mayBeRepeated();
                answered.fail(isNotDone ? new NotDone("not reached") : new IllegalStateException("not answered"));
            }
        }

        private void lostIfOver(T late) {
            if (isOver) {
                request.lost(late);
            }
        }

        @Override
        public String toString() {
            return "a request of " + from + " to " + to;
        }
    }
}
