package dev.easel.server.membercalls;

import dev.easel.server.call.Call;
import dev.easel.server.call.Reply;
import dev.easel.server.live.Principal;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells who asks that it is them. */
final class MeResource {
    private final boolean isOpen;
    private final Set<String> operators;
    private final Optional<SignInPaths> paths;

    MeResource(boolean isOpen, Set<String> operators, Optional<SignInPaths> paths) {
        this.isOpen = isOpen;
        this.operators = operators;
        this.paths = paths;
    }

    Future<Reply> get(Call call) {
        Principal who = call.principal();
        Optional<String> user = who.user();
        return Future.succeededFuture(Reply.json(new Body(
                isOpen,
                user.orElse(null),
                user.flatMap(_ -> who.name()).orElse(null),
                isOpen || user.filter(operators::contains).isPresent(),
                paths.map(SignInPaths::in).orElse(null),
                paths.map(SignInPaths::out).orElse(null))));
    }

    /**
     * @param open whether nobody signs in
     * @param operator whether they run the server
     * @param signIn where a page goes to sign in; null where it cannot
     * @param signOut what a page posts to
     */
    private record Body(
            boolean open,
            @Nullable String user,
            @Nullable String name,
            boolean operator,
            @Nullable String signIn,
            @Nullable String signOut) {}
}
