package dev.easel.server.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.metrics.AutoSaveFigures.LastSave;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Test
    @DisplayName("the names of meters, which are relied on from outside")
    void names() {
        new RoomMetrics(registry);
        new ResidenceMetrics(registry).watch(() -> 0, () -> 0, () -> 0);
        new StoreMetrics(registry);
        new JournalMetrics(registry).watch(() -> 0, () -> 0);
        new AutoSaveMetrics(registry, () -> 0, () -> 0).watch(() -> 0);
        new ConnectionMetrics(registry).watch(() -> 0);
        new ForwardingMetrics(registry);
        Set<String> names = Pattern.compile("# TYPE (\\S+)")
                .matcher(registry.scrape())
                .results()
                .map(result -> result.group(1))
                .filter(name -> !name.endsWith("_max"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                new TreeSet<>(Set.of(
                        "easel_rooms",
                        "easel_rooms_state",
                        "easel_rooms_memory_bytes",
                        "easel_rooms_memory_limit_bytes",
                        "easel_rooms_evicted_total",
                        "easel_loads_waiting",
                        "easel_loads_refused_total",
                        "easel_sessions",
                        "easel_edits_accepted_total",
                        "easel_edits_refused_total",
                        "easel_sessions_lagged_total",
                        "easel_rooms_broken_total",
                        "easel_objects_unreadable_total",
                        "easel_connections",
                        "easel_connections_refused_total",
                        "easel_connections_delayed_total",
                        "easel_connections_dropped_total",
                        "easel_connections_late_total",
                        "easel_connections_unread_total",
                        "easel_forwarded_total",
                        "easel_forwarding_marks_refused_total",
                        "easel_forwarding_not_owned_total",
                        "easel_forwarding_stalled_total",
                        "easel_forwarding_tunnels",
                        "easel_journal_commit_seconds",
                        "easel_journal_lag_seconds",
                        "easel_journal_batch_events",
                        "easel_journal_batch_bytes",
                        "easel_journal_failures_total",
                        "easel_journal_undurable_bytes",
                        "easel_journal_failing_projects",
                        "easel_autosave_save_seconds",
                        "easel_autosave_batch_seconds",
                        "easel_autosave_objects_total",
                        "easel_autosave_failures_total",
                        "easel_autosave_set_aside_total",
                        "easel_autosave_dirty_projects",
                        "easel_autosave_failing_projects",
                        "easel_autosave_oldest_unsaved_age_seconds")),
                names);
    }

    @Test
    @DisplayName("rooms and sessions go up and down")
    void gauges() {
        RoomMetrics rooms = new RoomMetrics(registry);
        rooms.roomOpened();
        rooms.roomOpened();
        rooms.roomClosed();
        rooms.sessionJoined();
        rooms.sessionLeft();
        rooms.editAccepted();
        String text = registry.scrape();
        assertTrue(text.contains("\neasel_rooms 1.0\n"), text);
        assertTrue(text.contains("\neasel_sessions 0.0\n"), text);
        assertTrue(text.contains("\neasel_edits_accepted_total 1.0\n"), text);
    }

    @Test
    @DisplayName("the journal counts a batch once, and the lag of each event, which is never negative")
    void journal() {
        JournalMetrics journal = new JournalMetrics(registry);
        journal.committed(3, 600, TimeUnit.MILLISECONDS.toNanos(2));
        journal.durable(40);
        journal.durable(-5);
        assertEquals(1, registry.get("easel.journal.commit").timer().count());
        assertEquals(3, registry.get("easel.journal.batch.events").summary().totalAmount());
        assertEquals(600, registry.get("easel.journal.batch.bytes").summary().totalAmount());
        assertEquals(2, registry.get("easel.journal.lag").timer().count());
        assertEquals(40, registry.get("easel.journal.lag").timer().totalTime(TimeUnit.MILLISECONDS));
    }

    @Test
    @DisplayName("the auto-save's figures: rates, and the last save of each project, the latest first")
    void figures() {
        AutoSaveMetrics saves = new AutoSaveMetrics(registry, () -> 4, () -> 1_500);
        assertEquals(1.0, saves.figures(0).successRate(), "before the first save");
        UUID a = new UUID(0, 1);
        UUID b = new UUID(0, 2);
        saves.tick(90_000);
        save(saves, new LastSave(a, 90_000, 7, 10));
        save(saves, new LastSave(b, 120_000, 3, 20));
        save(saves, new LastSave(a, 120_000, 9, 30));
        saves.failed();
        AutoSaveFigures figures = saves.figures(150_000);
        assertEquals(3, figures.projectsSaved());
        assertEquals(1, figures.saveFailures());
        assertEquals(0.75, figures.successRate());
        assertEquals(60, figures.objectsSaved());
        assertEquals(50, figures.objectsPerMinute(), "what was saved sixty seconds ago does not count");
        assertEquals(4, figures.dirtyProjects());
        assertEquals(1_500, figures.oldestUnsavedAgeMs());
        assertEquals(90_000, figures.lastTickAt());
        assertEquals(6, figures.batchLatency().count());
        assertEquals(List.of(new LastSave(a, 120_000, 9, 30), new LastSave(b, 120_000, 3, 20)), figures.lastSaves());
    }

    @Test
    @DisplayName("the last saves of so many projects are remembered, and no more")
    void bound() {
        AutoSaveMetrics saves = new AutoSaveMetrics(registry, () -> 0, () -> 0);
        for (int i = 0; i <= AutoSaveMetrics.LAST_SAVES; i++) {
            save(saves, new LastSave(new UUID(0, i), 0, 1, 1));
        }
        List<LastSave> last = saves.figures(0).lastSaves();
        assertEquals(AutoSaveMetrics.LAST_SAVES, last.size());
        assertEquals(new UUID(0, 1), last.getLast().project(), "the one saved longest ago is forgotten");
    }

    @Test
    @DisplayName("the count of a minute forgets what is older, second by second")
    void per_minute() {
        PerMinute count = new PerMinute();
        count.add(1_000, 5);
        count.add(30_000, 7);
        assertEquals(12, count.sum(59_000));
        assertEquals(7, count.sum(61_500));
        assertEquals(0, count.sum(200_000));
    }

    private static void save(AutoSaveMetrics saves, LastSave save) {
        saves.saved(save, 1_000, List.of(500L, 500L));
    }
}
