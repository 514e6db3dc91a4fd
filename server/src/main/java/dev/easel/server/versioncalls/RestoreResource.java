package dev.easel.server.versioncalls;

import dev.easel.server.bulk.BulkClients.Author;
import dev.easel.server.call.Call;
import dev.easel.server.call.Permits;
import dev.easel.server.call.Reply;
import dev.easel.server.http.ProjectBody;
import dev.easel.server.versions.VersionServices;
import io.vertx.core.Future;
import java.util.UUID;

/** Brings back what was: the whole canvas or objects of it, what it was before one person's edits, and as a copy. */
final class RestoreResource {
    private final VersionServices parts;
    private final Permits permits;

    /** @param permits asked before the body is read; the work takes one of them when its turn has come */
    RestoreResource(VersionServices parts, Permits permits) {
        this.parts = parts;
        this.permits = permits;
    }

    Future<Reply> restore(Call call) {
        UUID project = call.project();
        permits.check();
        return call.json(RestoreForm.MAX_BYTES)
                .map(RestoreForm::read)
                .compose(form -> parts.restoring()
                        .restore(
                                project,
                                form.moment(),
                                form.objects(),
                                new Author(call.principal(), form.by()),
                                call::pause))
                .map(outcome -> Reply.json(OutcomeBody.of(project, outcome)));
    }

    Future<Reply> rollBack(Call call) {
        UUID project = call.project();
        permits.check();
        return call.json(VersionForm.MAX_BYTES)
                .map(RollBackForm::read)
                .compose(form -> parts.rollingBack()
                        .rollBack(
                                project,
                                form.whose(),
                                form.span(),
                                new Author(call.principal(), form.actor()),
                                call::pause))
                .map(outcome -> Reply.json(OutcomeBody.of(project, outcome)));
    }

    Future<Reply> fork(Call call) {
        UUID project = call.project();
        permits.check();
        return call.json(VersionForm.MAX_BYTES)
                .map(ForkForm::read)
                .compose(form -> parts.forking()
                        .fork(project, form.seq(), form.title(), new Author(call.principal(), form.by())))
                .map(made -> Reply.created("/api/projects/" + made.id(), ProjectBody.of(made)));
    }
}
