package dev.easel.server.simulation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Servers, clients, their connections and one database, all in one thread. {@link Chance} chooses what happens next.
 * After {@link #STEPS} steps at most {@link Recovery} brings everything to rest. A rule that does not hold is a
 * {@link Violation}.
 */
public final class World {
    /** Steps of a world before its recovery, at most. */
    static final int STEPS = 400;

    public final Chance chance;
    public final ManualClock clock = new ManualClock();
    final Defect defect;
    public final SimulatedDatabase database;
    public final DatabaseLink link = new DatabaseLink();
    public final List<Instance> instances = new ArrayList<>();
    final List<Client> clients = new ArrayList<>();
    public final List<SimulatedSocket> sockets = new ArrayList<>();
    final Map<Client, EditGenerator> generators = new HashMap<>();
    public final MessageCounts counts;
    final Coordination coordination;
    public Conditions conditions;
    private final List<String> log;
    private final Steps steps;
    private int started;

    private World(Chance chance, Coordination.Kind kind, Defect defect, MessageCounts counts, List<String> log) {
        this.counts = counts;
        this.defect = defect;
        this.log = log;
        ErrorCapture.forget();
        this.chance = chance;
        conditions = Conditions.drawn(chance);
        database = new SimulatedDatabase(defect, clock);
        note(conditions);
        coordination = kind.apply(this);
        List<UUID> projects = new ArrayList<>();
        for (int i = 0; i < conditions.projects(); i++) {
            projects.add(chance.uuid());
            database.create(projects.getLast());
        }
        for (int i = 0; i < coordination.servers(); i++) {
            start();
        }
        steps = new Steps(this);
        for (int i = 0; i < conditions.clients(); i++) {
            add(chance.one(projects));
        }
    }

    /** Runs the world of a seed. */
    public static void run(long seed, Coordination.Kind kind, Defect defect, MessageCounts counts) {
        new World(new Chance(seed), kind, defect, counts, null).live();
    }

    /** Runs the world of these choices; it ends with them, if not after {@link #STEPS}. */
    public static void run(byte[] choices) {
        new World(new Chance(choices), FenceOnly::new, Defect.NONE, new MessageCounts(), null).live();
    }

    /** Runs it again with a log of its steps, which a violation reports. */
    public static void rerun(long seed, Coordination.Kind kind, Defect defect) {
        List<String> log = new ArrayList<>();
        try {
            new World(new Chance(seed), kind, defect, new MessageCounts(), log).live();
        } catch (Violation violation) {
            throw new AssertionError(
                    "seed " + seed + "\n" + String.join("\n", log) + "\n" + violation.getMessage(), violation);
        }
    }

    private void live() {
        try {
            for (int i = 0; i < STEPS && !chance.isUsedUp(); i++) {
                steps.one();
                check();
            }
            new Recovery(this).run();
        } catch (Violation violation) {
            throw violation;
        } catch (RuntimeException | AssertionError broken) {
            throw new Violation(Rule.UNBROKEN, broken);
        }
    }

    /** The rules that are not checked where something happens. */
    public void check() {
        ErrorCapture.check();
        for (Client client : clients) {
            client.check();
        }
    }

    void add(UUID project) {
        Client client = new Client("c" + generators.size(), chance.uuid(), project, database.of(project), counts);
        clients.add(client);
        generators.put(client, new EditGenerator(client, chance, conditions));
    }

    public Instance start() {
        Instance instance = new Instance("i" + ++started, this);
        instances.add(instance);
        return instance;
    }

    /** Ends a server as kill -9 does: what was under way to clients may still arrive. */
    void crash(Instance instance) {
        instance.die();
        instances.remove(instance);
        link.cut(instance, chance);
        coordination.ended(instance);
        for (SimulatedSocket socket : sockets) {
            if (socket.instance == instance) {
                socket.connection.die();
            } else if (socket.from == instance) {
                socket.connection.lose();
            }
        }
        sockets.removeIf(socket -> socket.instance == instance);
    }

    SimulatedSocket open(Client client, Instance to) {
        SimulatedSocket socket = new SimulatedSocket(to, client.project, null);
        sockets.add(socket);
        coordination.open(socket);
        return socket;
    }

    /** The server of this name; null when it is gone. */
    Instance find(String name) {
        return instances.stream()
                .filter(it -> it.toString().equals(name))
                .findFirst()
                .orElse(null);
    }

    public void note(Object... what) {
        if (log != null) {
            StringBuilder line = new StringBuilder().append(log.size()).append(' ');
            for (Object each : what) {
                line.append(each instanceof byte[] frame ? new String(frame, StandardCharsets.UTF_8) : each)
                        .append(' ');
            }
            log.add(line.toString());
        }
    }
}
