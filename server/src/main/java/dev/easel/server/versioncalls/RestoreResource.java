package dev.easel.server.versioncalls;

import dev.easel.protocol.ServerMessage.Role;
import dev.easel.server.bulk.BulkClients.Author;
import dev.easel.server.bulk.Outcome;
import dev.easel.server.call.Call;
import dev.easel.server.call.Permits;
import dev.easel.server.call.Reply;
import dev.easel.server.http.ProjectBody;
import dev.easel.server.metrics.ActivityLog;
import dev.easel.server.metrics.ActivityLog.Kind;
import dev.easel.server.versions.RollingBack;
import dev.easel.server.versions.VersionServices;
import io.vertx.core.Future;
import java.util.UUID;

/** Brings back what was: the whole canvas or objects of it, what it was before one person's edits, and as a copy. */
final class RestoreResource {
    private final VersionServices parts;
    private final Permits permits;
    private final ActivityLog activity;

    /** @param permits asked before the body is read; the work takes one of them when its turn has come */
    RestoreResource(VersionServices parts, Permits permits, ActivityLog activity) {
        this.parts = parts;
        this.permits = permits;
        this.activity = activity;
    }

    Future<Reply> restore(Call call) {
        UUID project = call.project();
        permits.check();
        return call.json(RestoreForm.MAX_BYTES)
                .map(RestoreForm::read)
                .compose(form -> call.lastingWork(work -> parts.restoring()
                        .restore(
                                project, form.moment(), form.objects(), new Author(call.principal(), form.by()), work)))
                .onSuccess(_ -> activity.note(Kind.RESTORED, project))
                .map(outcome -> Reply.json(OutcomeBody.of(project, outcome)));
    }

    Future<Reply> rollBack(Call call) {
        UUID project = call.project();
        permits.check();
        return call.json(VersionForm.MAX_BYTES)
                .map(RollBackForm::read)
                .compose(form -> rollBack(call, project, form))
                .map(outcome -> Reply.json(OutcomeBody.of(project, outcome)));
    }

    private Future<Outcome> rollBack(Call call, UUID project, RollBackForm form) {
        RollingBack rollingBack = parts.rollingBack();
        Author author = new Author(call.principal(), form.actor());
        return form.isDryRun()
                ? rollingBack.dryRun(project, form.whose(), form.span())
                : call.lastingWork(work -> rollingBack.rollBack(project, form.whose(), form.span(), author, work))
                        .onSuccess(_ -> activity.note(Kind.ROLLED_BACK, project));
    }

    Future<Reply> fork(Call call) {
        UUID project = call.project();
        permits.check();
        return call.json(VersionForm.MAX_BYTES)
                .map(ForkForm::read)
                .compose(form -> parts.forking()
                        .fork(project, form.seq(), form.title(), new Author(call.principal(), form.by())))
                .onSuccess(made -> activity.note(Kind.FORKED, made.id(), "from " + project))
                .map(made -> Reply.created("/api/projects/" + made.id(), ProjectBody.of(made, Role.OWNER)));
    }
}
