package dev.easel.server.http;

import dev.easel.server.autosave.AutoSaveMetrics.Figures;
import dev.easel.server.journal.JournalState;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * How an instance does. All of it may be called from any thread.
 *
 * @param database asks the database something cheap; fails when it does not answer
 * @param journal how the journal does now
 * @param autoSave the auto-save's figures as they are now
 */
public record Vitals(
        Supplier<Future<Void>> database,
        Supplier<JournalState> journal,
        Supplier<Figures> autoSave,
        PrometheusMeterRegistry registry,
        InstantSource clock) {}
