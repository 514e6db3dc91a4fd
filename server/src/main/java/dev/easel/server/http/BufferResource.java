package dev.easel.server.http;

import dev.easel.protocol.ObjectIds;
import dev.easel.protocol.json.Json;
import dev.easel.server.bulk.Durability;
import dev.easel.server.call.Call;
import dev.easel.server.call.JsonBodies;
import dev.easel.server.call.Problem;
import dev.easel.server.call.Reply;
import dev.easel.server.forms.FormRefused;
import dev.easel.server.forms.Forms;
import dev.easel.server.forms.SentForm;
import dev.easel.server.live.LiveProjects;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** An object as a form sends it at each keystroke: what the form has changed is an edit, answered once durable. */
final class BufferResource {
    /** The most bytes of a body that is decoded on the event loop. */
    private static final int SMALL = 32 << 10;

    private final LiveProjects live;
    private final Forms forms;
    private final EditRates rates;
    private final Durability durability;
    private final long mostWaitMs;
    private final int maxBytes;

    BufferResource(LiveProjects live, Forms forms, EditRates rates, Durability durability, HttpSettings settings) {
        this.live = live;
        this.forms = forms;
        this.mostWaitMs = settings.timeoutMs();
        this.rates = rates;
        this.durability = durability;
        this.maxBytes = settings.limits().frame();
    }

    Future<Reply> post(Call call) {
        UUID project = call.project();
        String object = call.object();
        OptionalLong base = call.seq("base", 0);
        Optional<String> name = name(call, base);
        Forms.Submission submission = (client, edit, group, proposal) ->
                live.propose(project, call.principal(), client, edit, group, proposal);
        return call.json(maxBytes)
                .compose(body -> decode(call.vertx(), body))
                .compose(form -> paced(call)
                        .compose(_ -> forms.write(new SentForm(project, object, base, name, form), submission)))
                .recover(failure -> Future.failedFuture(failure instanceof FormRefused it ? problem(it) : failure))
                .compose(written -> durability
                        .reach(project, written.epoch(), written.seq())
                        .map(written.seq()))
                .map(seq -> Reply.json(202, new Written(seq)));
    }

    private static Optional<String> name(Call call, OptionalLong base) {
        Optional<String> name = call.query("form");
        if (name.filter(it -> base.isEmpty() || !ObjectIds.isValid(it)).isPresent()) {
            throw Problem.badRequest("form is 1 to 64 of A-Z a-z 0-9 _ -, and goes with a base");
        }
        return name;
    }

    private static Future<Json> decode(Vertx vertx, byte[] body) {
        return body.length <= SMALL
                ? Future.succeededFuture(JsonBodies.props(body))
                : vertx.executeBlocking(() -> JsonBodies.props(body), false);
    }

    /** A call counts as an edit, also where nothing has changed: it may read what the form knew. */
    private Future<Void> paced(Call call) {
        long debt = rates.of(call.connection(), call::now).take(1);
        if (debt > mostWaitMs) {
            throw Problem.unavailable("more came than is taken in this time; send it again", 1, null);
        }
        return debt > 0
                ? call.lastingWork(work -> work.pause(debt).compose(_ -> work.check("nothing was changed")))
                : Future.succeededFuture();
    }

    private static Problem problem(FormRefused refused) {
        String message = String.valueOf(refused.getMessage());
        return switch (refused.reason()) {
            case AHEAD, TOO_OLD -> Problem.badRequest(message);
            case DELETED -> Problem.notFound(message);
            case REFUSED -> Problem.of(422, message);
            case AGAIN -> Problem.unavailable(message, 1, refused);
        };
    }

    /** @param seq the base of the next keystroke */
    private record Written(long seq) {}
}
