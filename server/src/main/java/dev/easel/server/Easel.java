package dev.easel.server;

import dev.easel.server.configuration.InvalidSettings;
import dev.easel.server.driver.NameLookup;
import dev.easel.server.http.Build;
import dev.easel.server.log.Logging;
import dev.easel.server.loop.Loop;
import dev.easel.server.loop.ModeratedTransport;
import dev.easel.server.loop.VertxLoop;
import dev.easel.server.metrics.HttpLabels;
import dev.easel.server.metrics.LogMetrics;
import dev.easel.server.metrics.ProcessMetrics;
import dev.easel.server.tls.CertificateWatch;
import dev.easel.server.tls.ServerTls;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One server: Vert.x, the storage, and the instance over it. {@link #start} and {@link #stop} block and are called from
 * ordinary threads; {@link #stop} may be called while {@link #start} still waits for its database.
 */
public final class Easel {
    private static final Logger LOG = LoggerFactory.getLogger(Easel.class);

    /** Event loops besides those of the rooms: the journal's, the auto-save's and the lease's. */
    private static final int OWN_LOOPS = 3;

    private final Settings settings;
    private final Optional<ServerTls> tls;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ProcessMetrics process =
            new ProcessMetrics(registry, Build.current().version());
    private final Vertx vertx;
    private final LoopPulse loops;
    private final Storage storage;

    private volatile @Nullable Instance instance;

    /** @throws InvalidSettings a file that they name cannot be used */
    public Easel(Settings settings) {
        this.settings = settings;
        tls = settings.tls().map(ServerTls::open);
        vertx = Vertx.builder()
                .with(new VertxOptions()
                        .setEventLoopPoolSize(settings.loops() + OWN_LOOPS)
                        .setAddressResolverOptions(NameLookup.options())
                        .setMetricsOptions(HttpLabels.options()))
                .withMetrics(new MicrometerMetricsFactory(registry))
                .withTransport(new ModeratedTransport())
                .build();
        loops = new LoopPulse(vertx);
        new LogMetrics(registry, Logging::dropped);
        storage = new Storage(vertx, settings.storage());
        if (settings.storage().database().isEmpty()) {
            process.watchDisk(settings.storage().data());
        }
    }

    /**
     * Returns where it serves, once it does. Waits for a database that cannot be reached, and says so.
     *
     * @throws ToldToEnd {@link #stop} was called meanwhile
     * @throws RuntimeException it cannot serve, and waiting would not help
     */
    public URI start() throws InterruptedException {
        try {
            storage.start();
            Instance started = new Instance(vertx, settings, tls, storage, loops.life(), registry);
            instance = started;
            URI serving = started.listen();
            tls.ifPresent(it -> new CertificateWatch(loop(), it).start());
            loops.life().started();
            return serving;
        } catch (RuntimeException failure) {
            throw storage.isEnding() ? new ToldToEnd(failure) : failure;
        }
    }

    private Loop loop() {
        return new VertxLoop(vertx, vertx.getOrCreateContext(), Clock.systemUTC());
    }

    /**
     * Ends in order (pitfall 16): the instance takes nothing new and saves what is dirty; then its connections to the
     * database close, then Vert.x; the embedded database stops last, in any case.
     */
    public void stop() {
        storage.stopWaiting();
        try {
            LOG.info("Easel is ending");
            Instance running = instance;
            if (running != null) {
                running.stop();
            }
            storage.disconnect();
            loops.stop();
            Blocking.await(vertx.close());
        } finally {
            process.close();
            storage.stopEmbedded();
        }
        LOG.info("Easel has ended");
    }
}
