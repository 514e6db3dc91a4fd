package dev.easel.server.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Everything that may happen next in a world, each as likely as its weight. */
final class Steps {
    private final World world;
    private final Chance chance;
    private final List<Step> steps = new ArrayList<>();
    private int weights;

    Steps(World world) {
        this.world = world;
        chance = world.chance;
        Weather weather = world.weather;
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
        may(weather.cuts(), this::drop);
        may(weather.cuts() / 8, this::close);
        may(weather.slow(), this::slow);
        may(weather.crashes(), this::crash);
        may(weather.crashes(), this::terminate);
        may(weather.outages(), this::outage);
        may(weather.others(), this::another);
    }

    private void may(int weight, BooleanSupplier step) {
        weights += weight;
        steps.add(new Step(weight, step));
    }

    /** Takes one step; where one is not possible, another. */
    void one() {
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
        List<Instance> busy =
                world.instances.stream().filter(it -> !it.busy().isEmpty()).toList();
        if (busy.isEmpty()) {
            return false;
        }
        Instance instance = chance.one(busy);
        HandLoop loop = chance.one(instance.busy());
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
            if (instance.couldSave() && world.weather.unstorable() == 0) {
                world.vault.all().forEach(history -> history.drained(instance));
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
        if (!world.cable.isBusy()) {
            return false;
        }
        world.note(world.cable.step(chance, world.weather));
        return true;
    }

    private boolean outage() {
        boolean was = world.cable.isUp();
        world.cable.setUp(false);
        world.note("the database is gone");
        return was;
    }

    private boolean restore() {
        boolean was = world.cable.isUp();
        world.cable.setUp(true);
        world.note("the database is back");
        return !was;
    }

    private boolean time() {
        int ms = chance.between(1, chance.percent(5) ? 5_000 : world.weather.hurry());
        world.note(ms, "ms pass");
        world.clock.pass(ms);
        return true;
    }

    // ---- clients and the network

    private boolean edit() {
        return one(world.clients, it -> !it.isGone() && (it.copy.token().isPresent() || chance.percent(10)), client -> {
            world.note(client, "makes", world.people.get(client).edit());
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
        return one(world.doors, Door::canRead, door -> {
            for (int left = chance.between(1, 4); left > 0 && door.canRead(); left--) {
                world.note(door.instance, "reads", door.next());
                door.read();
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
            world.tally.count("page closed");
            new ClosingPage(client, to, world.vault.of(client.project)).close();
            world.add(client.project);
        });
    }

    private boolean notice() {
        return one(world.doors, Door::canNotice, door -> {
            world.note(door.instance, "notices that", door, "is gone");
            door.notice();
            world.doors.remove(door);
        });
    }

    private boolean slow() {
        return one(world.clients, Client::isConnected, client -> {
            world.note(client, "stops reading");
            client.door().wire.slowDown();
        });
    }

    private boolean drain() {
        return one(world.clients, it -> it.isConnected() && it.door().wire.isSlow(), client -> {
            world.note(client, "reads again");
            client.door().wire.drain();
        });
    }

    private <T> boolean one(List<T> of, Predicate<T> which, java.util.function.Consumer<T> step) {
        List<T> able = of.stream().filter(which).toList();
        if (able.isEmpty()) {
            return false;
        }
        step.accept(chance.one(able));
        return true;
    }

    private record Step(int weight, BooleanSupplier step) {}
}
