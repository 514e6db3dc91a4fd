package dev.easel.server.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Servers, clients, the ways between them and the one database, all in one thread: what happens next is chosen by the
 * seed. {@link #live} takes so many steps, then {@link Healing} lets everything come to rest; a rule that does not hold
 * is a {@link Violation}.
 */
final class World {
    /** Steps of a world before it heals. */
    static final int STEPS = 400;

    final Chance chance;
    final Clock clock = new Clock();
    final Breakage breakage;
    final Vault vault;
    final Cable cable = new Cable();
    final List<Instance> instances = new ArrayList<>();
    final List<Client> clients = new ArrayList<>();
    final List<Door> doors = new ArrayList<>();
    Weather weather;
    private final List<String> log;
    private final Steps steps;
    final Map<Client, Person> people = new HashMap<>();
    final Tally tally;
    private int started;

    private World(long seed, Breakage breakage, Tally tally, List<String> log) {
        this.tally = tally;
        this.breakage = breakage;
        this.log = log;
        Quiet.forget();
        chance = new Chance(seed);
        weather = Weather.by(chance);
        vault = new Vault(breakage);
        note(weather);
        List<UUID> projects = new ArrayList<>();
        for (int i = 0; i < weather.projects(); i++) {
            projects.add(chance.uuid());
            vault.create(projects.getLast());
        }
        start();
        steps = new Steps(this);
        for (int i = 0; i < weather.clients(); i++) {
            add(chance.one(projects));
        }
    }

    /** Runs the world of a seed from its beginning to its end. */
    static void run(long seed, Breakage breakage, Tally tally) {
        new World(seed, breakage, tally, null).live();
    }

    /** The same again, with every step written down; the violation, if there is one, tells them. */
    static void rerun(long seed, Breakage breakage) {
        List<String> log = new ArrayList<>();
        try {
            new World(seed, breakage, new Tally(), log).live();
        } catch (Violation violation) {
            throw new AssertionError(
                    "seed " + seed + "\n" + String.join("\n", log) + "\n" + violation.getMessage(), violation);
        }
    }

    private void live() {
        try {
            for (int i = 0; i < STEPS; i++) {
                steps.one();
                check();
            }
            new Healing(this).heal();
        } catch (Violation violation) {
            throw violation;
        } catch (RuntimeException | AssertionError broken) {
            throw new Violation(Rule.UNBROKEN, broken);
        }
    }

    /** What is not held where it happens. */
    void check() {
        Quiet.check();
        for (Client client : clients) {
            client.check();
        }
    }

    void add(UUID project) {
        Client client = new Client("c" + people.size(), chance.uuid(), project, vault.of(project), tally);
        clients.add(client);
        people.put(client, new Person(client, chance, weather));
    }

    Instance start() {
        Instance instance = new Instance("i" + ++started, this);
        instances.add(instance);
        return instance;
    }

    /** kill -9: what was on its way to clients may still arrive. */
    void crash(Instance instance) {
        instance.die();
        instances.remove(instance);
        cable.cut(instance, chance);
        doors.removeIf(door -> door.instance == instance);
        for (Client client : clients) {
            if (client.isConnected() && client.door().instance == instance) {
                client.door().wire.die();
            }
        }
    }

    Door open(Client client, Instance to) {
        Door door = new Door(to, client.project);
        doors.add(door);
        return door;
    }

    void note(Object... what) {
        if (log != null) {
            StringBuilder line = new StringBuilder().append(log.size()).append(' ');
            for (Object each : what) {
                line.append(each).append(' ');
            }
            log.add(line.toString());
        }
    }
}
