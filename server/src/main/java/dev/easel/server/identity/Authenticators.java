package dev.easel.server.identity;

import io.vertx.core.Future;
import java.util.List;

/**
 * All ways to come in, together: the first that knows a person says who they are, and a share link counts beside that.
 *
 * @param list the one that says most for sure first
 */
public record Authenticators(List<Authenticator> list) implements Authenticator {
    public Authenticators {
        list = List.copyOf(list);
    }

    @Override
    public Future<Identity> identify(Credentials credentials) {
        Future<Identity> known = Future.succeededFuture(Identity.NOBODY);
        for (Authenticator one : list) {
            Future<Identity> next = one.identify(credentials);
            known = known.compose(before -> next.map(before::and));
        }
        return known;
    }
}
