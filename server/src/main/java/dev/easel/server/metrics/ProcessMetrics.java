package dev.easel.server.metrics;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;

/** The meters of the process: what Micrometer knows of a Java machine, and the disk of the embedded database. */
public final class ProcessMetrics implements AutoCloseable {
    private static final double NANOS_PER_SECOND = 1e9;

    private final MeterRegistry registry;
    private final JvmGcMetrics collections = new JvmGcMetrics();

    /** @param version of this server, for a gauge that says nothing else */
    public ProcessMetrics(MeterRegistry registry, String version) {
        this.registry = registry;
        collections.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        for (String unconventional : List.of("process.cpu.time", "system.cpu.count")) { // by other names below
            registry.config().meterFilter(MeterFilter.denyNameStartsWith(unconventional));
        }
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        Meters meters = new Meters(registry);
        meters.gauge("easel.version", "1, with the version of the server", "version", version, () -> 1);
        meters.gauge("system.cpu.cores", "Cores that the process may use", Runtime.getRuntime()::availableProcessors);
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            meters.counter(
                    "process.cpu",
                    "seconds",
                    "Time of cores that the process has used",
                    () -> system.getProcessCpuTime() / NANOS_PER_SECOND);
        }
    }

    /** Watches the disk that holds this directory. */
    public void watchDisk(Path directory) {
        Meters meters = new Meters(registry);
        meters.gauge(
                "easel.disk.free",
                "bytes",
                "What the server may still write to the disk of the embedded database",
                () -> directory.toFile().getUsableSpace());
        meters.gauge(
                "easel.disk.size",
                "bytes",
                "The size of the disk of the embedded database",
                () -> directory.toFile().getTotalSpace());
    }

    /** The listeners of the Java machine are taken off. */
    @Override
    public void close() {
        collections.close();
    }
}
