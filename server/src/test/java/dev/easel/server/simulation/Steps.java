package dev.easel.server.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Everything that may happen next in a world, each with its weight. */
public final class Steps {
    private final World world;
    private final Chance chance;
    private final List<Step> steps = new ArrayList<>();
    private int weights;

    Steps(World world) {
        this.world = world;
        chance = world.chance;
        Conditions conditions = world.conditions;
        may(400, this::turn);
        may(150, this::database);
        may(100, this::edit);
        may(80, this::send);
        may(200, this::receive);
        may(120, this::read);
        may(60, this::connect);
        may(40, this::notice);
        may(30, this::drain);
        may(80, this::time);
        may(20, this::tick);
        may(30, this::restore);
        may(20, this::replace);
        may(20, this::end);
        may(conditions.cuts(), this::drop);
        may(conditions.cuts() / 8, this::close);
        may(conditions.slow(), this::slow);
        may(conditions.crashes(), this::crash);
        may(conditions.crashes(), this::terminate);
        may(conditions.outages(), this::outage);
        may(conditions.others(), this::another);
        may(conditions.spoiling(), this::spoil);
        may(conditions.strangers(), this::strange);
        may(conditions.passers(), this::pass);
        world.coordination.addTo(this);
    }

    public void may(int weight, BooleanSupplier step) {
        weights += weight;
        steps.add(new Step(weight, step));
    }

    /** Takes one step; where one is not possible, another. */
    public void one() {
        for (int tries = 0; tries < 20; tries++) {
            int weight = chance.below(weights);
            int i = 0;
            while (weight >= steps.get(i).weight()) {
                weight -= steps.get(i++).weight();
            }
            if (steps.get(i).step().getAsBoolean()) {
                return;
            }
        }
    }

    // ---- servers

    private boolean turn() {
        List<Instance> busy = world.instances.stream().filter(Instance::isBusy).toList();
        if (busy.isEmpty()) {
            return false;
        }
        Instance instance = chance.one(busy);
        ManualLoop loop = chance.one(instance.busy());
        int turns = chance.between(1, 4);
        world.note(instance, "turns", instance.nameOf(loop), turns);
        for (int i = 0; i < turns && loop.isBusy(); i++) {
            loop.turn();
        }
        return true;
    }

    private boolean tick() {
        return one(world.instances, _ -> true, instance -> {
            world.note(instance, "auto-saves");
            instance.tick();
        });
    }

    private boolean crash() {
        return one(world.instances, _ -> true, instance -> {
            world.note(instance, "crashes");
            world.crash(instance);
        });
    }

    private boolean terminate() {
        return one(world.instances, it -> !it.isDraining(), instance -> {
            world.note(instance, "is told to end");
            instance.drain();
        });
    }

    private boolean end() {
        return one(world.instances, Instance::isDrained, instance -> {
            world.note(instance, "ends, saved:", instance.couldSave());
            if (instance.couldSave() && world.conditions.unstorable() == 0) {
                for (UUID project : world.database.projects()) {
                    world.database.of(project).drained(instance, world.coordination.isAnothers(project, instance));
                }
            }
            world.crash(instance);
        });
    }

    private boolean another() {
        return world.instances.size() < 3 && start();
    }

    private boolean replace() {
        return world.instances.stream().allMatch(Instance::isDraining) && start();
    }

    private boolean start() {
        world.note(world.start(), "starts");
        return true;
    }

    // ---- the database, and time

    private boolean database() {
        if (!world.link.isBusy()) {
            return false;
        }
        world.note(world.link.step(chance, world.conditions));
        return true;
    }

    private boolean outage() {
        boolean was = world.link.isUp();
        world.link.setUp(false);
        world.note("the database is gone");
        return was;
    }

    private boolean restore() {
        boolean was = world.link.isUp();
        world.link.setUp(true);
        world.note("the database is back");
        return !was;
    }

    private boolean spoil() {
        UUID project = chance.one(List.copyOf(world.database.projects()));
        boolean fails = !world.database.isFailing(project);
        world.note("commits of", project, fails ? "fail" : "succeed again");
        world.database.fail(project, fails);
        return true;
    }

    private boolean time() {
        int ms = chance.between(1, chance.percent(5) ? 5_000 : world.conditions.timeStepMs());
        world.note(ms, "ms pass");
        world.clock.pass(ms);
        return true;
    }

    // ---- clients and the network

    private boolean edit() {
        return one(world.clients, it -> !it.isGone() && (it.copy.token().isPresent() || chance.percent(10)), client -> {
            world.note(client, "makes", world.generators.get(client).edit());
            if (client.canSend() && chance.percent(60)) {
                client.send(10);
            }
        });
    }

    private boolean send() {
        return one(world.clients, Client::canSend, client -> {
            world.note(client, "sends");
            client.send(chance.between(1, 10));
        });
    }

    private boolean receive() {
        return one(world.clients, Client::canReceive, client -> {
            for (int left = chance.between(1, 4); left > 0 && client.canReceive(); left--) {
                world.note(client, "hears", client.receive());
            }
        });
    }

    private boolean read() {
        return one(world.sockets, SimulatedSocket::canRead, socket -> {
            for (int left = chance.between(1, 4); left > 0 && socket.canRead(); left--) {
                world.note(socket.instance, "reads", socket.next());
                socket.read();
            }
        });
    }

    private boolean connect() {
        return one(world.clients, Client::isAway, client -> {
            if (!world.instances.isEmpty()) {
                Instance to = chance.percent(70) ? world.instances.getLast() : chance.one(world.instances);
                world.note(client, "connects to", to);
                client.connect(world.open(client, to));
            }
        });
    }

    private boolean drop() {
        return one(world.clients, Client::isConnected, client -> {
            world.note(client, "is cut off");
            client.drop();
        });
    }

    private boolean close() {
        return one(world.clients, it -> !world.instances.isEmpty() && !it.isGone(), client -> {
            Instance to = chance.one(world.instances);
            world.note(client, "closes its page, and tells", to);
            world.counts.count("page closed");
            new ClosingPage(client, world.database.of(client.project)).close(world.coordination, to);
            world.add(client.project);
        });
    }

    private boolean strange() {
        return one(world.clients, it -> !world.instances.isEmpty() && !it.isGone(), client -> {
            Instance to = chance.one(world.instances);
            long from = chance.percent(50) ? client.outbox.next() : client.outbox.pending();
            world.note("a stranger uses the numbers of", client, "from", from, "at", to);
            Stranger.use(world.coordination, client, to, from, chance.between(1, 5));
        });
    }

    private boolean pass() {
        return one(world.instances, _ -> true, to -> {
            UUID project = chance.one(List.copyOf(world.database.projects()));
            int count = chance.between(1, 300);
            world.note(count, "pass by in", project, "at", to);
            Passers.pass(world.coordination, project, to, chance, count);
        });
    }

    private boolean notice() {
        return one(world.sockets, SimulatedSocket::canNotice, socket -> {
            world.note(socket.instance, "notices that", socket, "is gone");
            socket.notice();
            world.sockets.remove(socket);
        });
    }

    private boolean slow() {
        return one(world.clients, Client::isConnected, client -> {
            world.note(client, "stops reading");
            client.socket().connection.slowDown();
        });
    }

    private boolean drain() {
        return one(
                world.clients, it -> it.isConnected() && it.socket().connection.isSlow(), client -> {
                    world.note(client, "reads again");
                    client.socket().connection.drain();
                });
    }

    public <T> boolean one(List<T> of, Predicate<T> which, Consumer<T> step) {
        List<T> able = of.stream().filter(which).toList();
        if (able.isEmpty()) {
            return false;
        }
        step.accept(chance.one(able));
        return true;
    }

    private record Step(int weight, BooleanSupplier step) {}
}
