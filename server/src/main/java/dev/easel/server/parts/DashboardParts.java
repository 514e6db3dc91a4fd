package dev.easel.server.parts;

import com.sun.management.OperatingSystemMXBean;
import dev.easel.server.dashboard.Readings.Machine;
import dev.easel.server.dashboard.Subject;
import dev.easel.server.database.Outage;
import dev.easel.server.health.Health;
import dev.easel.server.health.Readiness;
import dev.easel.server.live.ProjectFigures;
import dev.easel.server.metrics.ActivityLog;
import dev.easel.server.metrics.HealthMetrics;
import dev.easel.server.metrics.InstanceMetrics;
import dev.easel.server.persistence.FailingProject;
import dev.easel.server.residence.Residence;
import dev.easel.server.room.Rooms;
import dev.easel.server.store.PgProjects;
import io.vertx.core.Future;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;

/** The parts of an instance that its dashboard is read from. May be asked from any thread. */
public final class DashboardParts implements Subject {
    private final Supplier<Self> self;
    private final PgProjects projects;
    private final Rooms rooms;
    private final Residence residence;
    private final SavingParts saving;
    private final InstanceMetrics metrics;

    private volatile Standing standing = Standing.READY;

    public DashboardParts(
            Supplier<Self> self,
            PgProjects projects,
            Rooms rooms,
            Residence residence,
            SavingParts saving,
            InstanceMetrics metrics) {
        this.self = self;
        this.projects = projects;
        this.rooms = rooms;
        this.residence = residence;
        this.saving = saving;
        this.metrics = metrics;
    }

    /** Asks what is not there to be read: the age of the oldest event of the journal, and whether all is well. */
    Future<Void> ask(Health health, HealthMetrics judged, long nowMs) {
        Future<OptionalLong> oldest = saving.journal()
                .oldestUndurableAt()
                .onSuccess(at -> metrics.journal().oldestUndurable(at));
        Future<Readiness> readiness = health.readiness().onSuccess(it -> {
            judged.judged(it.reasons().stream().map(Enum::name).toList());
            standing = standing(it, nowMs);
        });
        return Future.all(oldest, readiness).mapEmpty();
    }

    /** What the process uses of the real machine. */
    static Machine machine() {
        Runtime runtime = Runtime.getRuntime();
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                () -> runtime.totalMemory() - runtime.freeMemory(),
                runtime.maxMemory(),
                system::getProcessCpuTime,
                System::nanoTime,
                runtime.availableProcessors());
    }

    private Standing standing(Readiness judged, long nowMs) {
        if (judged.isReady()) {
            return Standing.READY;
        }
        List<dev.easel.server.health.Trouble> troubles = judged.troubles();
        Long since = standing.since();
        return new Standing(
                troubles.stream().map(it -> it.code().replace('_', '-')).toList(),
                troubles.stream().map(it -> it.text()).toList(),
                since == null ? nowMs : since);
    }

    @Override
    public Self self() {
        return self.get();
    }

    @Override
    public Standing standing() {
        return standing;
    }

    @Override
    public int owned() {
        return metrics.ownership().owned();
    }

    @Override
    public Future<List<ProjectFigures>> projects(int most) {
        return rooms.figures(most);
    }

    @Override
    public List<FailingProject> failing(Trouble trouble) {
        return switch (trouble) {
            case JOURNAL -> saving.journal().failing();
            case SAVE -> saving.autoSave().failing();
            case LOAD -> residence.failingLoads();
        };
    }

    @Override
    public String reason(Throwable failure) {
        return Outage.sentenceOf(failure);
    }

    @Override
    public OptionalLong savedAt(UUID project) {
        return saving.saved().savedAt(project);
    }

    @Override
    public Future<Map<UUID, String>> titles(Collection<UUID> wanted) {
        return projects.titles(wanted);
    }

    @Override
    public List<ActivityLog.Entry> activity() {
        return metrics.activity().latest();
    }
}
