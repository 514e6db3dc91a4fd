package dev.easel.server.http;

import dev.easel.server.health.Health;
import dev.easel.server.health.RoomsHealth;
import dev.easel.server.metrics.AutoSaveFigures;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * The health and the figures of an instance. All of it may be asked from any thread.
 *
 * @param rooms the projects in memory as they are now
 * @param autoSave the auto-save's figures as they are now
 */
public record Vitals(
        Health health,
        Supplier<RoomsHealth> rooms,
        Supplier<AutoSaveFigures> autoSave,
        PrometheusMeterRegistry registry,
        InstantSource clock) {}
