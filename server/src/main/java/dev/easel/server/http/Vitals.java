package dev.easel.server.http;

import dev.easel.server.health.Health;
import dev.easel.server.health.RoomsHealth;
import dev.easel.server.metrics.ActivityLog;
import dev.easel.server.metrics.AutoSaveFigures;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * The health and the figures of an instance. All of it may be asked from any thread.
 *
 * @param rooms the projects in memory as they are now
 * @param autoSave the auto-save's figures as they are now
 * @param autoSaves those of all instances together
 * @param activity told of what people would want to know
 */
public record Vitals(
        Health health,
        Supplier<RoomsHealth> rooms,
        Supplier<AutoSaveFigures> autoSave,
        Supplier<Future<? extends Record>> autoSaves,
        ActivityLog activity,
        PrometheusMeterRegistry registry,
        InstantSource clock) {}
