package dev.easel.bench.scenario;

import dev.easel.bench.load.ClientGroup;
import dev.easel.bench.load.Load;
import dev.easel.bench.load.Room;
import dev.easel.bench.load.Tally;
import dev.easel.bench.load.Wire;
import dev.easel.bench.server.Balancer;
import dev.easel.bench.server.Jvm;
import dev.easel.bench.server.ServerUnderTest;
import dev.easel.bench.server.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * S10: nearly the load of S2 on one to three instances, behind a balancer that chooses them by project, or in turns, so
 * that most sessions are passed on. All instances and the balancer share one core: what is measured is what a delivery
 * costs when it is spread, not how much more several machines can do.
 */
public record Clustered(String name) implements Scenario {
    /** No multiple of 2 or 3: joined in turns, the sessions of each come to all instances. */
    private static final int ROOMS = 19;

    private static final int PER_ROOM = 10;
    private static final int RATE = 10;

    private static final List<Layout> LAYOUTS = List.of(
            new Layout("1, no balancer", 1, null),
            new Layout("1", 1, false),
            new Layout("2 by project", 2, false),
            new Layout("2 in turns", 2, true),
            new Layout("3 by project", 3, false),
            new Layout("3 in turns", 3, true));

    private static final long DRAIN = TimeUnit.SECONDS.toNanos(10);

    /** @param inTurns null without a balancer */
    private record Layout(
            String title, int instances, @Nullable Boolean inTurns) {}

    @Override
    public String title() {
        return "%d × %d clients × %d edits/s on one to three instances".formatted(ROOMS, PER_ROOM, RATE);
    }

    @Override
    public List<Subject> subjects() {
        return List.of(Subject.EASEL);
    }

    @Override
    public Figures measure(Subject subject, TestBed testBed) throws Exception {
        Figures figures = new Figures();
        for (Layout layout : LAYOUTS) {
            List<ServerUnderTest> instances = testBed.instances(layout.instances());
            try {
                measure(layout, instances, testBed, figures);
            } finally {
                for (ServerUnderTest instance : instances) {
                    instance.close();
                }
            }
        }
        return figures;
    }

    private static void measure(Layout layout, List<ServerUnderTest> instances, TestBed testBed, Figures figures)
            throws IOException, InterruptedException {
        Boolean inTurns = layout.inTurns();
        if (inTurns == null) {
            try (Wire wire = new Wire(instances.getFirst().address())) {
                measure(layout, instances, Optional.empty(), wire, testBed, figures);
            }
            return;
        }
        try (Balancer balancer = testBed.balancer(instances, inTurns);
                Wire wire = new Wire(balancer.address())) {
            measure(layout, instances, Optional.of(balancer), wire, testBed, figures);
        }
    }

    private static void measure(
            Layout layout,
            List<ServerUnderTest> instances,
            Optional<Balancer> balancer,
            Wire wire,
            TestBed testBed,
            Figures figures)
            throws IOException, InterruptedException {
        List<Room> rooms = testBed.rooms(Subject.EASEL, instances.getFirst(), wire, ROOMS);
        Load load = Load.on(ClientGroup.join(wire, rooms, PER_ROOM), RATE);
        List<Jvm> jvms = new ArrayList<>();
        for (ServerUnderTest instance : instances) {
            jvms.add(instance.jvm());
        }
        WarmUp.run(load, jvms, testBed.warmUp());
        long from = System.nanoTime();
        long to = from + TimeUnit.SECONDS.toNanos(testBed.seconds());
        Tally tally = load.tally(from, to);
        List<CompletableFuture<Usage>> sampled = new ArrayList<>();
        for (ServerUnderTest instance : instances) {
            sampled.add(testBed.sampler(Subject.EASEL, instance).over(from, to));
        }
        double balancerBefore = balancerCpu(balancer);
        load.runUntil(to);
        double balancerBusy = (balancerCpu(balancer) - balancerBefore) / testBed.seconds();
        long missing = load.drain(DRAIN, true);
        List<Usage> usages = sampled.stream().map(CompletableFuture::join).toList();

        String at = ", " + layout.title();
        double delivered = tally.deliveriesPerSecond();
        double busy = usages.stream().mapToDouble(Usage::serverBusy).sum();
        double withoutCompiler = usages.stream()
                .mapToDouble(usage -> usage.serverCpuWithoutCompiler() / usage.seconds())
                .sum();
        double tunnels = usages.stream()
                .mapToDouble(usage -> usage.last("easel_forwarding_tunnels"))
                .sum();
        figures.add("deliveries/s" + at, delivered)
                .add("sessions passed on, %" + at, 100 * tunnels / (ROOMS * PER_ROOM))
                .add("instances' CPU per million deliveries, s" + at, busy / delivered * 1e6)
                .add("the same without the JIT compilers, s" + at, withoutCompiler / delivered * 1e6)
                .add("balancer's CPU per million deliveries, s" + at, balancerBusy / delivered * 1e6)
                .add(
                        "PostgreSQL's CPU, % of a core" + at,
                        100 * usages.getFirst().databaseBusy())
                .add("edit to delivery p50, ms" + at, tally.delivery().percentile(0.5))
                .add("edit to delivery p99, ms" + at, tally.delivery().percentile(0.99))
                .add("edit to durable p99, ms" + at, tally.durability().percentile(0.99));
        double resident = 0;
        for (ServerUnderTest instance : instances) {
            resident += instance.resident();
        }
        figures.add("resident, all instances, MB" + at, resident / 1e6);
        if (missing > 0) {
            figures.remark(layout.title() + ": " + missing + " deliveries did not come");
        }
        EditingFigures.disturbance(figures, layout.title() + ": ", usages, balancerBusy);
    }

    private static double balancerCpu(Optional<Balancer> balancer) throws IOException {
        return balancer.isPresent() ? balancer.get().cpu() : 0;
    }
}
