package dev.easel.server.signin;

import dev.easel.server.audit.SignInLog;
import dev.easel.server.call.BasePath;
import dev.easel.server.call.Guard;
import dev.easel.server.configuration.Environment;
import dev.easel.server.identity.Claims;
import dev.easel.server.identity.Credentials;
import dev.easel.server.loop.VertxLoop;
import dev.easel.server.metrics.SignInMetrics;
import dev.easel.server.store.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Two instances with nothing in common but their database, behind a balancer that gives each its turn; of what they
 * answer only signing in, and {@code /who}: the user id of who asks.
 */
final class SignInServer implements AutoCloseable {
    static final byte[] SECRET = new byte[32];

    private final Vertx vertx = Vertx.vertx();
    private final List<Router> instances = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final HttpServer balancer;
    private final String path;
    final MeterRegistry registry = new SimpleMeterRegistry();

    /** It answers nothing before {@link #serve}. */
    SignInServer(String path) {
        this.path = path;
        balancer = await(vertx.createHttpServer()
                .requestHandler(request ->
                        instances.get(turn.getAndIncrement() % instances.size()).handle(request))
                .listen(0, "127.0.0.1"));
    }

    URI at(String below) {
        return URI.create("http://127.0.0.1:" + balancer.actualPort() + path + below);
    }

    /** @param more settings: name, value, name, value… */
    void serve(TestDatabase database, InstantSource clock, URI issuer, String... more) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "EASEL_PATH",
                path,
                "EASEL_URL",
                at("").toString(),
                "EASEL_OIDC_ISSUER",
                issuer.toString(),
                "EASEL_OIDC_CLIENT_ID",
                "easel",
                "EASEL_OIDC_CLIENT_SECRET",
                "secret of easel"));
        for (int i = 0; i < more.length; i += 2) {
            variables.put(more[i], more[i + 1]);
        }
        Environment env = new Environment(variables::get);
        BasePath below = env.read(BasePath::fromEnvironment, BasePath.ROOT);
        Optional<SignInSettings> settings = SignInSettings.from(env, below);
        env.check();
        Claims claims = new Claims(variables.getOrDefault("EASEL_USER_CLAIM", Claims.DEFAULT));
        SignInMetrics metrics = new SignInMetrics(registry);
        List<Router> routers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            SignInParts parts = SignInParts.of(
                    vertx,
                    settings.orElseThrow(),
                    claims,
                    database.database(),
                    SECRET,
                    new SignInLog(database.database(), clock, () -> {}),
                    metrics,
                    clock,
                    clock);
            Router router = Router.router(vertx);
            below.mount(router);
            router.get("/who").handler(context -> tellWho(context, parts));
            parts.api().mount(router, Guard.OPEN, new VertxLoop(vertx, vertx.getOrCreateContext(), clock));
            routers.add(router);
        }
        instances.clear();
        instances.addAll(routers);
    }

    private static void tellWho(RoutingContext context, SignInParts parts) {
        Map<String, String> cookies =
                context.request().cookies().stream().collect(Collectors.toMap(Cookie::getName, Cookie::getValue));
        parts.authenticator()
                .identify(new Credentials(Optional.empty(), cookies, Optional.empty()))
                .onSuccess(who -> context.end(
                        who.person().map(it -> it.user() + ", " + it.shown()).orElse("nobody")))
                .onFailure(context::fail);
    }

    /** What all instances say. */
    String who(Browser browser) {
        String one = browser.get(at("/who")).body();
        String other = browser.get(at("/who")).body();
        return one.equals(other) ? one : one + " or " + other;
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
