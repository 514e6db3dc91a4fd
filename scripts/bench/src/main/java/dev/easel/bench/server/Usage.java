package dev.easel.bench.server;

import java.util.Map;
import java.util.TreeMap;

/** What was used between two samples. CPU in seconds, or as the part of one core. */
public final class Usage {
    /** In the names of the compiler's threads, which Linux cuts short. */
    private static final String COMPILER = "CompilerThre";

    private final Sample from;
    private final Sample to;

    Usage(Sample from, Sample to) {
        this.from = from;
        this.to = to;
    }

    public double seconds() {
        return (to.at() - from.at()) / 1e9;
    }

    public double serverCpu() {
        return to.serverCpu() - from.serverCpu();
    }

    /** What the program itself used, the JVM's compiler left out. */
    public double serverCpuWithoutCompiler() {
        double compiler = threadsBusy().entrySet().stream()
                .filter(thread -> thread.getKey().contains(COMPILER))
                .mapToDouble(Map.Entry::getValue)
                .sum();
        return serverCpu() - compiler * seconds();
    }

    public double serverBusy() {
        return serverCpu() / seconds();
    }

    public double databaseBusy() {
        return (to.databaseCpu() - from.databaseCpu()) / seconds();
    }

    public double generatorBusy() {
        return (to.generatorCpu() - from.generatorCpu()) / seconds();
    }

    /** The processes that kept the server's core busy. */
    public double serverCoreBusy() {
        return 1 - (to.serverCoreIdle() - from.serverCoreIdle()) / seconds();
    }

    public double generatorCoreBusy() {
        return 1 - (to.generatorCoreIdle() - from.generatorCoreIdle()) / seconds();
    }

    /** Part of a core by the name of the server's thread. */
    public Map<String, Double> threadsBusy() {
        Map<String, Double> busy = new TreeMap<>();
        to.threadCpu()
                .forEach((name, cpu) -> busy.put(name, (cpu - from.threadCpu().getOrDefault(name, 0.0)) / seconds()));
        return busy;
    }

    public double allocatedPerSecond() {
        return (to.allocated() - from.allocated()) / seconds();
    }

    public long collections() {
        return to.collections().count() - from.collections().count();
    }

    public long collectionMillis() {
        return to.collections().millis() - from.collections().millis();
    }

    public double commitsPerSecond() {
        return (to.database().commits() - from.database().commits()) / seconds();
    }

    public double walPerSecond() {
        return (to.database().wal() - from.database().wal()) / seconds();
    }

    /** One of the server's own metrics at the beginning; 0 when it has none. */
    public double first(String metric) {
        return from.metrics().map(metrics -> metrics.get(metric)).orElse(0.0);
    }

    /** The same at the end. */
    public double last(String metric) {
        return to.metrics().map(metrics -> metrics.get(metric)).orElse(0.0);
    }

    /** How much one of the server's own counters has grown; 0 when it has none. */
    public double grown(String metric) {
        return last(metric) - first(metric);
    }
}
