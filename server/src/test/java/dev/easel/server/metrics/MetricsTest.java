package dev.easel.server.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.protocol.RefusalCode;
import dev.easel.protocol.ServerMessage.PersistenceState;
import dev.easel.server.metrics.ActivityLog.Kind;
import dev.easel.server.metrics.AutoSaveFigures.LastSave;
import dev.easel.server.metrics.BoundMetrics.Bound;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Test
    @DisplayName("a counter that its part keeps goes on after a collection of garbage")
    void kept_counters() {
        RoomMetrics rooms = InstanceMetrics.of(registry, InstantSource.system()).rooms();
        AtomicLong dropped = new AtomicLong();
        new LogMetrics(registry, () -> dropped.get());
        WeakReference<Object> garbage = new WeakReference<>(new Object());
        while (garbage.get() != null) {
            System.gc();
        }
        rooms.delivered(7);
        dropped.set(3);
        assertTrue(registry.scrape().contains("\neasel_deliveries_total 7.0\n"), registry::scrape);
        assertTrue(registry.scrape().contains("\neasel_log_dropped_lines_total 3.0\n"), registry::scrape);
    }

    @Test
    @DisplayName("the names of meters, which are relied on from outside")
    void names() {
        InstanceMetrics all = InstanceMetrics.of(registry, InstantSource.system());
        all.ownership().watch(() -> 0);
        all.residence().watch(() -> 0, () -> 0, () -> 0);
        all.connections().watch(() -> 0);
        all.journal().watch(() -> 0, () -> 0);
        all.journal().watchState(() -> PersistenceState.OK);
        all.journal().watchLag(InstantSource.system());
        new AutoSaveMetrics(registry, () -> 0, () -> 0).watch(() -> 0);
        new CallMetrics(registry);
        new SignInMetrics(registry);
        new LogMetrics(registry, () -> 0);
        new LoopMetrics(registry, List.of("rooms-0"));
        new HealthMetrics(registry, List.of("LEAVING"));
        new BoundMetrics(registry).watch(Bound.CONNECTIONS, () -> 0, 1);
        try (ProcessMetrics process = new ProcessMetrics(registry, "1")) {
            process.watchDisk(Path.of("."));
        }
        Set<String> names = Pattern.compile("# TYPE (\\S+)")
                .matcher(registry.scrape())
                .results()
                .map(result -> result.group(1))
                .filter(name -> name.startsWith("easel_") && !name.endsWith("_max"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                new TreeSet<>(Set.of(
                        "easel_rooms",
                        "easel_rooms_state",
                        "easel_rooms_memory_bytes",
                        "easel_rooms_memory_limit_bytes",
                        "easel_rooms_evicted_total",
                        "easel_calls_refused_total",
                        "easel_quota_refused_total",
                        "easel_loads_waiting",
                        "easel_loads_refused_total",
                        "easel_sessions",
                        "easel_edits_accepted_total",
                        "easel_edits_refused_total",
                        "easel_refusals_total",
                        "easel_deliveries_total",
                        "easel_edit_broadcast_seconds",
                        "easel_edit_durable_seconds",
                        "easel_load_seconds",
                        "easel_loads_failed_total",
                        "easel_loop_lag_seconds",
                        "easel_ready",
                        "easel_ready_problem",
                        "easel_bound_used",
                        "easel_bound_limit",
                        "easel_version",
                        "easel_disk_free_bytes",
                        "easel_disk_size_bytes",
                        "easel_journal_oldest_undurable_age_seconds",
                        "easel_journal_state",
                        "easel_instances",
                        "easel_ownership_frozen",
                        "easel_ownership_handed_over_total",
                        "easel_ownership_lost_total",
                        "easel_ownership_moved_total",
                        "easel_ownership_projects",
                        "easel_ownership_taken_total",
                        "easel_sessions_lagged_total",
                        "easel_rooms_broken_total",
                        "easel_objects_unreadable_total",
                        "easel_catchup_failures_total",
                        "easel_catchup_saved_total",
                        "easel_catchup_waiting",
                        "easel_deleted_projects_waiting",
                        "easel_deleted_rows_removed_total",
                        "easel_history_snapshot_failures_total",
                        "easel_history_snapshots_waiting",
                        "easel_retention_events_dropped_total",
                        "easel_retention_failures_total",
                        "easel_retention_folds_total",
                        "easel_audit_dropped_total",
                        "easel_trash_projects",
                        "easel_trash_purged_total",
                        "easel_stored_bytes",
                        "easel_stored_largest_project_bytes",
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
                        "easel_sign_ins_total",
                        "easel_log_dropped_lines_total",
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
    @DisplayName("a refusal counts once, and by its code; every code is there from the start")
    void refusals() {
        RoomMetrics rooms = new RoomMetrics(registry);
        rooms.editRefused(RefusalCode.CONFLICT);
        String text = registry.scrape();
        assertTrue(text.contains("\neasel_edits_refused_total 1.0\n"), text);
        assertTrue(text.contains("\neasel_refusals_total{code=\"conflict\"} 1.0\n"), text);
        for (RefusalCode code : RefusalCode.values()) {
            assertTrue(text.contains("easel_refusals_total{code=\"" + code.wire() + "\"}"), code::wire);
        }
    }

    @Test
    @DisplayName("a latency is counted by the bucket it belongs to; one below zero is none")
    void latencies() {
        RoomMetrics rooms = new RoomMetrics(registry);
        for (long ms : new long[] {-3, 1, 2, 7, 60_000}) {
            rooms.broadcast(ms);
        }
        LatencyMeter broadcast = rooms.broadcast();
        long[] bounds = broadcast.boundsMs();
        long[] counts = broadcast.counts();
        assertEquals(1, bounds[0]);
        assertEquals(2, counts[0]);
        assertEquals(2, bounds[1]);
        assertEquals(3, counts[1]);
        assertEquals(10, bounds[3]);
        assertEquals(4, counts[3]);
        assertEquals(4, counts[bounds.length - 1], "one is beyond the last bound");
        assertEquals(5, counts[bounds.length], "all");
        String text = registry.scrape();
        assertTrue(text.contains("\neasel_edit_broadcast_seconds_bucket{le=\"0.01\"} 4\n"), text);
        assertTrue(text.contains("\neasel_edit_broadcast_seconds_bucket{le=\"+Inf\"} 5\n"), text);
    }

    @Test
    @DisplayName("the age of the oldest event that is not durable goes on between two looks, and ends with it")
    void oldest_undurable() {
        JournalMetrics journal = new JournalMetrics(registry);
        assertEquals(0, journal.oldestUndurableMs(5_000));
        journal.oldestUndurable(OptionalLong.of(4_000));
        assertEquals(1_000, journal.oldestUndurableMs(5_000));
        assertEquals(6_000, journal.oldestUndurableMs(10_000));
        assertEquals(0, journal.oldestUndurableMs(3_000), "a clock may be set back");
        journal.oldestUndurable(OptionalLong.empty());
        assertEquals(0, journal.oldestUndurableMs(10_000));
    }

    @Test
    @DisplayName("the worst lag of all loops is told once, and begins again")
    void loop_lag() {
        LoopMetrics loops = new LoopMetrics(registry, List.of("rooms-0", "journal"));
        loops.lag("rooms-0", 3);
        loops.lag("journal", 40);
        loops.lag("rooms-0", 7);
        assertEquals(40, loops.takeWorst());
        assertEquals(0, loops.takeWorst());
        assertTrue(registry.scrape().contains("easel_loop_lag_seconds_count{loop=\"rooms-0\"} 2"));
    }

    @Test
    @DisplayName("what speaks against an instance is 1 while it does, and the instance not ready meanwhile")
    void health() {
        HealthMetrics health = new HealthMetrics(registry, List.of("LEAVING", "AUTOSAVE_LATE"));
        assertTrue(registry.scrape().contains("\neasel_ready 0.0\n"), "not judged yet");
        health.judged(List.of("AUTOSAVE_LATE"));
        String text = registry.scrape();
        assertTrue(text.contains("\neasel_ready 0.0\n"), text);
        assertTrue(text.contains("\neasel_ready_problem{reason=\"autosave_late\"} 1.0\n"), text);
        assertTrue(text.contains("\neasel_ready_problem{reason=\"leaving\"} 0.0\n"), text);
        health.judged(List.of());
        assertTrue(registry.scrape().contains("\neasel_ready 1.0\n"));
    }

    @Test
    @DisplayName("a bound is shown beside what is used of it")
    void bounds() {
        new BoundMetrics(registry).watch(Bound.UNSENT_BYTES, () -> 12, 100);
        String text = registry.scrape();
        assertTrue(text.contains("\neasel_bound_used{bound=\"unsent_bytes\"} 12.0\n"), text);
        assertTrue(text.contains("\neasel_bound_limit{bound=\"unsent_bytes\"} 100.0\n"), text);
    }

    @Test
    @DisplayName("the activity log has the latest hundred, the latest first")
    void activity() {
        AtomicLong now = new AtomicLong(7);
        ActivityLog log = new ActivityLog(() -> Instant.ofEpochMilli(now.get()));
        UUID project = new UUID(0, 1);
        log.note(Kind.STARTED, "version 1");
        now.set(8);
        log.note(Kind.TOOK_OVER, project, "from b");
        log.note(Kind.ROLLED_BACK, project);
        assertEquals(
                List.of(
                        new ActivityLog.Entry(8, Kind.ROLLED_BACK, Optional.of(project), Optional.empty()),
                        new ActivityLog.Entry(8, Kind.TOOK_OVER, Optional.of(project), Optional.of("from b")),
                        new ActivityLog.Entry(7, Kind.STARTED, Optional.empty(), Optional.of("version 1"))),
                log.latest());
        assertEquals("rolled-back", Kind.ROLLED_BACK.word());
        for (int i = 0; i < ActivityLog.MOST; i++) {
            log.note(Kind.LOST, project);
        }
        assertEquals(ActivityLog.MOST, log.latest().size());
        assertTrue(log.latest().stream().allMatch(it -> it.kind() == Kind.LOST));
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
