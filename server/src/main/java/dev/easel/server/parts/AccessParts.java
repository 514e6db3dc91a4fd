package dev.easel.server.parts;

import dev.easel.server.call.Guard;
import dev.easel.server.database.Database;
import dev.easel.server.forwarding.Forwarding;
import dev.easel.server.guard.AccessSettings;
import dev.easel.server.guard.Door;
import dev.easel.server.guard.IdentityMarks;
import dev.easel.server.guard.OpenDoor;
import dev.easel.server.guard.OpenSessions;
import dev.easel.server.guard.Quotas;
import dev.easel.server.guard.Reception;
import dev.easel.server.guard.Turnstile;
import dev.easel.server.identity.Authenticator;
import dev.easel.server.identity.Authenticators;
import dev.easel.server.identity.LinkTokens;
import dev.easel.server.identity.TrustedHeader;
import dev.easel.server.jwt.JwtAuthenticator;
import dev.easel.server.loop.Loop;
import dev.easel.server.loop.SteadyClock;
import dev.easel.server.membercalls.MemberApi;
import dev.easel.server.membercalls.SignInPaths;
import dev.easel.server.members.AccessRequests;
import dev.easel.server.members.Links;
import dev.easel.server.members.Members;
import dev.easel.server.members.People;
import dev.easel.server.members.PgHoldings;
import dev.easel.server.members.PgStandings;
import dev.easel.server.metrics.CallMetrics;
import dev.easel.server.metrics.SignInMetrics;
import dev.easel.server.ownership.PgInstances;
import dev.easel.server.signin.SignInParts;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The parts of an instance that know who asks and what they may: in open mode everybody, everything. */
public final class AccessParts implements PgInstances.Rights {
    private final Guard guard;
    private final OpenSessions sessions;
    private final Turnstile turnstile;
    private final Optional<Reception> reception;
    private final MemberApi api;
    private final Optional<SignInParts> signIn;

    /** @param secret known to the instances of one database alone */
    public AccessParts(
            Vertx vertx,
            AccessSettings settings,
            Database database,
            byte[] secret,
            Loop background,
            MeterRegistry registry,
            InstantSource clock,
            AuditParts audit) {
        CallMetrics metrics = new CallMetrics(registry);
        SignInMetrics signInMetrics = new SignInMetrics(registry);
        LinkTokens tokens = new LinkTokens(secret, clock);
        PgStandings standings = new PgStandings(database, clock);
        sessions = new OpenSessions(background, standings);
        SecureRandom random = new SecureRandom();
        signIn = settings.signIn()
                .map(it -> SignInParts.of(
                        vertx,
                        it,
                        settings.claims(),
                        database,
                        secret,
                        audit.signIns(),
                        signInMetrics,
                        clock,
                        new SteadyClock(clock, System::nanoTime)));
        signIn.ifPresent(it -> it.ends(
                background,
                sessions::signIns,
                gone -> sessions.signOut(
                        who -> who.signIn().filter(gone::contains).isPresent())));
        if (settings.isOpen()) {
            guard = new OpenDoor();
            reception = Optional.empty();
        } else {
            List<Authenticator> ways = new ArrayList<>();
            settings.jwt().ifPresent(it -> ways.add(new JwtAuthenticator(vertx, it, clock)));
            ways.add(tokens);
            ways.add(new TrustedHeader(clock));
            signIn.ifPresent(it -> ways.add(it.authenticator()));
            Door door = new Door(
                    standings,
                    sessions,
                    settings.operators(),
                    new People(database, clock)::seen,
                    why -> audit.signIns().refused(Optional.empty(), "token", why),
                    clock);
            guard = new Quotas(door, settings.bounds().quotas(), new PgHoldings(database), metrics);
            reception = Optional.of(new Reception(
                    new Authenticators(ways),
                    settings.reception(),
                    new IdentityMarks(secret, Forwarding.IDENTITY, Forwarding.MARK)));
        }
        turnstile =
                new Turnstile(settings.bounds().rates(), settings.reception().proxies(), metrics, System::nanoTime);
        api = new MemberApi(
                new Members(database, clock),
                new Links(database, random, clock),
                new AccessRequests(database, clock),
                tokens,
                random,
                audit.signIns(),
                settings.isOpen(),
                settings.operators(),
                settings.signIn().map(it -> new SignInPaths(it.in(), it.out())));
    }

    @Override
    public void changed(UUID project) {
        sessions.changed(project);
    }

    @Override
    public void missed() {
        sessions.missed();
    }

    /** Decides who may make a call. */
    public Guard guard() {
        return guard;
    }

    /** Puts the calls on access and on signing in on this router. */
    public void mount(Router router, Loop loop) {
        api.mount(router, guard, loop);
        signIn.ifPresent(it -> it.api().mount(router, guard, loop));
    }

    /** Must come before what passes requests on. */
    public void mount(Router router) {
        turnstile.mountBefore(router);
        reception.ifPresent(it -> it.mount(router));
        turnstile.mountBehind(router);
    }

    /** What another instance is told of who makes a request, beside its mark. */
    public Optional<String> vouch(RoutingContext context, String mark) {
        return reception.flatMap(it -> it.vouch(context, mark));
    }
}
