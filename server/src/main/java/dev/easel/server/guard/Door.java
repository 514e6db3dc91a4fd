package dev.easel.server.guard;

import dev.easel.protocol.ServerMessage.Role;
import dev.easel.protocol.Uuids;
import dev.easel.server.access.Act;
import dev.easel.server.access.Acts;
import dev.easel.server.access.Decision;
import dev.easel.server.access.Need;
import dev.easel.server.access.Rights;
import dev.easel.server.access.Standings;
import dev.easel.server.call.Caller;
import dev.easel.server.call.Guard;
import dev.easel.server.call.Lasting;
import dev.easel.server.call.Problem;
import dev.easel.server.call.Tracing;
import dev.easel.server.identity.Identity;
import dev.easel.server.identity.Person;
import dev.easel.server.live.Principal;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** Where people sign in: asks {@link Rights} of each call, for who the {@link Reception} has found makes it. */
public final class Door implements Guard {
    private static final int RETRY_AFTER_S = 1;

    private static final String NEWS = "dev.easel.news";
    private static final String CHANGES_AT = "dev.easel.changes-at";

    private final Standings standings;
    private final OpenSessions sessions;
    private final Set<String> operators;
    private final Consumer<Person> seen;
    private final Consumer<String> refused;
    private final InstantSource clock;

    /**
     * @param operators user ids of those who run the server
     * @param seen told of everybody who is signed in and makes a call
     * @param refused told why what somebody brought is not taken
     */
    public Door(
            Standings standings,
            OpenSessions sessions,
            Set<String> operators,
            Consumer<Person> seen,
            Consumer<String> refused,
            InstantSource clock) {
        this.standings = standings;
        this.sessions = sessions;
        this.operators = Set.copyOf(operators);
        this.seen = seen;
        this.refused = refused;
        this.clock = clock;
    }

    @Override
    public Act act(String method, String path) {
        return Acts.of(method, path);
    }

    @Override
    public Future<Principal> admit(RoutingContext context, Act act) {
        // A body may have taken its time to come: who was known when its head did may not be any more.
        Identity who = Visitors.of(context).at(clock.millis());
        who.person().ifPresent(seen);
        who.refusal().ifPresent(refused);
        if (act.need() == Need.OPERATOR && Caller.of(context).isAnInstance()) {
            return Future.succeededFuture(Principal.GUEST.by(Tracing.of(context)));
        }
        if (!act.need().isOfProject()) {
            return answered(Rights.decide(act.need(), who, isOperator(who)), context, who);
        }
        Optional<UUID> project = Uuids.parse(context.pathParam("project"));
        if (!who.isKnown() || project.isEmpty()) {
            return Future.failedFuture(who.isKnown() ? Problem.noProject() : Problem.signedOut(why(who)));
        }
        context.put(NEWS, sessions.news());
        return standings
                .of(project.get(), who)
                .recover(failure -> Future.failedFuture(Problem.unavailable(
                        "what you may do cannot be found out at the moment; try again", RETRY_AFTER_S, failure)))
                .compose(standing -> {
                    context.put(CHANGES_AT, standing.changesAt());
                    return answered(
                            Rights.decide(act.need(), who, standing, Optional.ofNullable(context.pathParam("user"))),
                            context,
                            who);
                });
    }

    @Override
    public Runnable watch(RoutingContext context, UUID project, Role role, Lasting lasting) {
        long before = context.<Long>get(NEWS);
        OptionalLong changesAt = context.get(CHANGES_AT);
        return sessions.add(project, Visitors.of(context), role, before, changesAt, lasting);
    }

    private static String why(Identity who) {
        return who.refusal().orElse("sign in first");
    }

    /** Whether it is one of those who run the server. */
    boolean isOperator(Identity who) {
        return who.person().filter(it -> operators.contains(it.user())).isPresent();
    }

    private static Future<Principal> answered(Decision decision, RoutingContext context, Identity who) {
        return switch (decision) {
            case Decision.Granted granted -> Future.succeededFuture(principal(who, granted.role(), context));
            case Decision.SignedOut it -> Future.failedFuture(Problem.signedOut(it.why()));
            case Decision.Denied it -> Future.failedFuture(Problem.denied(it.code(), it.why()));
            case Decision.Absent _ -> Future.failedFuture(Problem.noProject());
        };
    }

    /** A refused token makes nobody of who sent it, where a call is for everybody. */
    private static Principal principal(Identity who, Role role, RoutingContext context) {
        if (who.person().isPresent()) {
            Person person = who.person().get();
            return Principal.person(person.user(), Optional.of(person.shown()), role, Tracing.of(context));
        }
        return who.link()
                .map(link -> Principal.linkGuest(link.guest(), role, Tracing.of(context)))
                .orElseGet(() -> Principal.GUEST.with(role).by(Tracing.of(context)));
    }
}
