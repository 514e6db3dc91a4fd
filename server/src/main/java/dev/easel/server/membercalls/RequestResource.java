package dev.easel.server.membercalls;

import dev.easel.server.call.Call;
import dev.easel.server.call.JsonBodies;
import dev.easel.server.call.Problem;
import dev.easel.server.call.Reply;
import dev.easel.server.members.AccessRequest;
import dev.easel.server.members.AccessRequests;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** People ask to be let into a project, and its owners see who does. */
final class RequestResource {
    private static final int MAX_BYTES = 8 << 10;
    private static final int MAX_MESSAGE = 500;

    private final AccessRequests requests;
    private final boolean isOpen;

    RequestResource(AccessRequests requests, boolean isOpen) {
        this.requests = requests;
        this.isOpen = isOpen;
    }

    Future<Reply> list(Call call) {
        return Answers.told(requests.list(call.project()))
                .map(all -> Reply.json(new Listed(all.stream().map(Body::of).toList())));
    }

    Future<Reply> ask(Call call) {
        Answers.needsPeople(isOpen);
        UUID project = call.project();
        String user = call.principal().user().orElseThrow(() -> Problem.signedOut("sign in first"));
        return call.json(MAX_BYTES)
                .map(body -> body.length == 0 ? new Form(null) : JsonBodies.read(body, Form.class))
                .compose(form -> Answers.told(requests.ask(project, user, form.checkedMessage())))
                .map(_ -> new Reply.Empty(202, Map.of()));
    }

    Future<Reply> refuse(Call call) {
        return Answers.told(requests.refuse(
                        call.project(), call.user(), call.principal().user()))
                .map(_ -> Reply.noContent());
    }

    private record Form(@Nullable String message) {
        String checkedMessage() {
            String text = message == null ? "" : message;
            if (text.length() > MAX_MESSAGE || text.indexOf('\0') >= 0) {
                throw Problem.badRequest("message is a string of at most " + MAX_MESSAGE + " characters");
            }
            return text;
        }
    }

    private record Listed(List<Body> requests) {}

    /** @param at in milliseconds since 1970 */
    private record Body(String user, @Nullable String name, String message, long at) {
        static Body of(AccessRequest it) {
            return new Body(it.user(), it.name().orElse(null), it.message(), it.at());
        }
    }
}
