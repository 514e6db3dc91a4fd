package dev.easel.server.parts;

import dev.easel.server.audit.AuditApi;
import dev.easel.server.audit.AuditLog;
import dev.easel.server.audit.SignInLog;
import dev.easel.server.catalog.Projects;
import dev.easel.server.database.Database;
import dev.easel.server.history.HistorySettings;
import dev.easel.server.loop.Loop;
import dev.easel.server.metrics.UpkeepMetrics;
import dev.easel.server.upkeep.OldAudit;
import java.time.InstantSource;

/** The parts of an instance that write, read and thin the audit log. */
public final class AuditParts {
    private final AuditApi api;
    private final SignInLog signIns;
    private final OldAudit old;

    /** @param background where slow work runs */
    public AuditParts(
            Database database,
            Projects projects,
            Loop background,
            HistorySettings settings,
            UpkeepMetrics metrics,
            InstantSource clock) {
        api = new AuditApi(new AuditLog(database), projects);
        signIns = new SignInLog(database, clock, metrics::auditDropped);
        old = new OldAudit(background, database, clock, settings.auditDays());
    }

    public AuditApi api() {
        return api;
    }

    /** Told of each sign-in. */
    public SignInLog signIns() {
        return signIns;
    }

    public void start() {
        old.start();
    }

    public void stop() {
        old.stop();
    }
}
