package dev.easel.bench.scenario;

import dev.easel.bench.attack.Assault;
import dev.easel.bench.attack.Attack;
import dev.easel.bench.attack.Attacks;
import dev.easel.bench.load.ClientGroup;
import dev.easel.bench.load.Load;
import dev.easel.bench.load.Tally;
import dev.easel.bench.load.Wire;
import dev.easel.bench.server.ServerUnderTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Ten honest sessions edit one project, before, while and after an attacker does its worst to the same server, which
 * has 512 MiB of heap. Every edit must be delivered to all and become durable.
 */
public final class Attacked implements Scenario {
    private static final int SESSIONS = 10;
    private static final int RATE = 10;
    private static final int PROJECTS = 8;
    private static final int OBJECTS = 1_000;
    private static final long SETTLE = TimeUnit.SECONDS.toNanos(2);
    private static final long DRAIN = TimeUnit.SECONDS.toNanos(20);
    private static final long RECOVERY = TimeUnit.SECONDS.toNanos(45);

    private final Attack attack;

    private Attacked(Attack attack) {
        this.attack = attack;
    }

    public static List<Scenario> all() {
        return Attacks.all().stream().<Scenario>map(Attacked::new).toList();
    }

    @Override
    public String name() {
        return "attack-" + attack.name();
    }

    @Override
    public String title() {
        return "%d honest sessions at %d edits/s beside %s".formatted(SESSIONS, RATE, attack.title());
    }

    @Override
    public List<Subject> subjects() {
        return List.of(Subject.EASEL);
    }

    @Override
    public Figures measure(Subject subject, TestBed testBed) throws Exception {
        try (ServerUnderTest server = testBed.start(subject, Map.of("EASEL_JAVA_OPTIONS", "-Xmx512m"));
                Wire wire = new Wire(server.address())) {
            List<String> projects = new ArrayList<>();
            for (int i = 0; i < PROJECTS; i++) {
                projects.add(testBed.project(server));
                new Drawing(server, projects.getLast(), OBJECTS).put(i);
            }
            ClientGroup group = ClientGroup.join(wire, testBed.rooms(subject, server, wire, 1), SESSIONS);
            Load load = Load.on(group, RATE);
            WarmUp.run(load, List.of(server.jvm()), testBed.warmUp());
            long window = TimeUnit.SECONDS.toNanos(testBed.seconds());
            Figures figures = new Figures();
            measure(server, load, window, "before", figures);
            figures.add("resident before, MB", server.resident() / 1e6);
            long most = 0;
            TestBed.Recording recording = testBed.record(name(), subject, server);
            try (Assault assault = Assault.begin(attack, server.address(), projects)) {
                load.runUntil(System.nanoTime() + SETTLE);
                for (int part = 1; part <= 3; part++) {
                    measure(server, load, window, "attacked " + part, figures);
                    most = Math.max(most, server.resident());
                }
                figures.add("ended or refused", (double) assault.refused());
                recording.save();
            }
            load.runUntil(System.nanoTime() + RECOVERY);
            measure(server, load, window, "after", figures);
            return figures.add("most resident, MB", most / 1e6)
                    .add("resident after, MB", server.resident() / 1e6)
                    .add("heap after, MB", server.jvm().live() / 1e6);
        }
    }

    /** One window of the honest clients; whatever was due in it must have come and be durable. */
    private static void measure(ServerUnderTest server, Load load, long window, String when, Figures figures)
            throws IOException {
        long from = System.nanoTime();
        double cpu = server.cpu();
        Tally tally = load.tally(from, from + window);
        load.runUntil(from + window);
        long missing = load.drain(DRAIN, true);
        figures.add("delivery p50 " + when + ", ms", tally.delivery().percentile(0.5))
                .add("delivery p99 " + when + ", ms", tally.delivery().percentile(0.99))
                .add("durable p99 " + when + ", ms", tally.durability().percentile(0.99))
                .add("sent late p99 " + when + ", ms", tally.lateness().percentile(0.99));
        figures.add(
                "cores used " + when, (server.cpu() - cpu) * TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - from));
        long undurable = tally.sent() - tally.durability().count();
        if (missing > 0 || undurable > 0) {
            figures.remark(
                    "%s: %d deliveries did not come, %d edits are not durable".formatted(when, missing, undurable));
        }
    }
}
