package dev.easel.server.membercalls;

import dev.easel.protocol.ServerMessage.Role;
import dev.easel.server.call.Call;
import dev.easel.server.call.JsonBodies;
import dev.easel.server.call.Problem;
import dev.easel.server.call.Reply;
import dev.easel.server.members.Member;
import dev.easel.server.members.Members;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists, lets in, and removes the members of a project. */
final class MemberResource {
    private static final int MAX_BYTES = 4 << 10;

    private final Members members;
    private final boolean isOpen;

    MemberResource(Members members, boolean isOpen) {
        this.members = members;
        this.isOpen = isOpen;
    }

    Future<Reply> list(Call call) {
        return Answers.told(members.list(call.project()))
                .map(all -> Reply.json(new Listed(all.stream().map(Body::of).toList())));
    }

    Future<Reply> put(Call call) {
        Answers.needsPeople(isOpen);
        UUID project = call.project();
        String user = call.user();
        return call.json(MAX_BYTES)
                .map(MemberResource::role)
                .compose(role -> Answers.told(
                        members.put(project, user, role, call.principal().user())))
                .map(member -> Reply.json(Body.of(member)));
    }

    private static Role role(byte[] body) {
        return Answers.role(Form.read(body).role())
                .orElseThrow(() -> Problem.badRequest("role is owner, editor or viewer"));
    }

    Future<Reply> remove(Call call) {
        return Answers.told(members.remove(
                        call.project(), call.user(), call.principal().user()))
                .map(_ -> Reply.noContent());
    }

    private record Form(@Nullable String role) {
        static Form read(byte[] body) {
            return JsonBodies.read(body, Form.class);
        }
    }

    private record Listed(List<Body> members) {}

    /** @param since in milliseconds since 1970 */
    private record Body(String user, @Nullable String name, String role, long since) {
        static Body of(Member it) {
            return new Body(it.user(), it.name().orElse(null), Answers.text(it.role()), it.since());
        }
    }
}
