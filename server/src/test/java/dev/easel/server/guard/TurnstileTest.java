package dev.easel.server.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.call.Problem;
import dev.easel.server.identity.Identity;
import dev.easel.server.identity.Person;
import dev.easel.server.identity.TrustedProxies;
import dev.easel.server.metrics.CallMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TurnstileTest {
    private static final String FIRST = "198.51.100.1";
    private static final String SECOND = "198.51.100.2";

    private final AtomicLong now = new AtomicLong();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private int port;

    @AfterEach
    void close() {
        client.close();
        vertx.close().await();
    }

    /** Who sends {@code X-User} is that person; who sends a token that is {@code forged} is nobody. */
    private void serve(CallRates rates, String proxies) {
        Turnstile turnstile = new Turnstile(rates, TrustedProxies.parse(proxies), new CallMetrics(registry), now::get);
        Router router = Router.router(vertx);
        turnstile.mountBefore(router);
        router.route().handler(context -> {
            String user = context.request().getHeader("X-User");
            String token = context.request().getHeader("Authorization");
            Visitors.tell(context, user != null ? person(user) : token != null ? refused() : Identity.NOBODY);
            context.next();
        });
        turnstile.mountBehind(router);
        router.route("/api/projects/ended/links/redeem")
                .handler(context -> context.response().setStatusCode(403).end());
        router.route().handler(context -> context.response().end("in"));
        router.errorHandler(500, context -> {
            Problem problem = (Problem) context.failure();
            context.response()
                    .setStatusCode(problem.status())
                    .putHeader(
                            "Retry-After",
                            String.valueOf(problem.retryAfterSeconds().orElse(0)))
                    .end();
        });
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await();
        port = server.actualPort();
    }

    @Test
    @DisplayName("an address may make ten seconds' calls at once, then as many as the rate; others are not held up")
    void addresses() {
        serve(new CallRates(2, 0, 0), "127.0.0.1");
        for (int i = 0; i < 20; i++) {
            assertEquals(0, call("/api/projects", FIRST));
        }
        assertEquals(1, call("/api/projects", FIRST));
        assertEquals(0, call("/api/projects", SECOND));
        assertEquals(0, call("/", FIRST));
        assertEquals(1, refused("address"));

        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));
        assertEquals(0, call("/api/projects", FIRST));
        assertEquals(1, call("/api/projects", FIRST));
    }

    @Test
    @DisplayName("an address of IPv6 is counted by its first 64 bits")
    void ipv6() {
        serve(new CallRates(1, 0, 0), "127.0.0.1");
        for (int i = 0; i < 10; i++) {
            assertEquals(0, call("/api/projects", "2001:db8:0:1::" + i));
        }
        assertEquals(1, call("/api/projects", "2001:db8:0:1:ffff::1"));
        assertEquals(0, call("/api/projects", "2001:db8:0:2::1"));
    }

    @Test
    @DisplayName("loopback is not counted, nor what a peer says that is no trusted proxy")
    void loopback() {
        serve(new CallRates(1, 0, 1), "10.0.0.1");
        for (int i = 0; i < 30; i++) {
            assertEquals(0, call("/api/projects", FIRST));
        }
    }

    @Test
    @DisplayName("a person is counted wherever they come from, and apart from others at their address")
    void persons() {
        serve(new CallRates(0, 1, 0), "127.0.0.1");
        for (int i = 0; i < 10; i++) {
            assertEquals(0, call("/api/projects", i % 2 == 0 ? FIRST : SECOND, "X-User", "ada"));
        }
        assertEquals(1, call("/api/projects", FIRST, "X-User", "ada"));
        assertEquals(0, call("/api/projects", FIRST, "X-User", "bob"));
        assertEquals(0, call("/api/projects", FIRST));
        assertEquals(1, refused("person"));
    }

    @Test
    @DisplayName("links and tokens that do not hold have a small bucket, which holds up no other calls")
    void attempts() {
        serve(new CallRates(0, 0, 4), "127.0.0.1");
        for (int i = 0; i < 2; i++) {
            assertEquals(0, redeem("good", FIRST));
            assertEquals(0, call("/api/projects", FIRST, "Authorization", "Bearer forged"));
            assertEquals(0, redeem("ended", FIRST));
        }
        assertTrue(call("/api/projects", FIRST, "Authorization", "Bearer forged") > 0);
        assertEquals(15, redeem("good", FIRST));
        assertTrue(call("/api/projects", FIRST, "Sec-WebSocket-Protocol", "easel.v1, bearer.forged") > 0);
        assertEquals(0, call("/api/projects", FIRST));
        assertEquals(0, call("/api/projects", FIRST, "X-User", "ada"));
        assertEquals(0, redeem("ended", SECOND));
        assertEquals(3, refused("attempts"));

        now.addAndGet(TimeUnit.SECONDS.toNanos(15));
        assertEquals(0, redeem("good", FIRST));
    }

    @Test
    @DisplayName("links are counted however their path is written")
    void attempts_written_otherwise() {
        serve(new CallRates(0, 0, 4), "127.0.0.1");
        for (String path : List.of("redeem/", "redee%6d", "./redeem", "/redeem")) {
            assertEquals(0, redeemAt("ended/links/" + path, FIRST));
        }
        assertEquals(15, redeemAt("ended/links/redeem/", FIRST));
    }

    private static Identity person(String user) {
        return Identity.of(Person.of(user, Optional.empty()), Long.MAX_VALUE);
    }

    private static Identity refused() {
        return Identity.refused("forged");
    }

    private long refused(String of) {
        return (long)
                registry.get("easel.calls.refused").tag("of", of).counter().count();
    }

    private int redeem(String project, String from) {
        return redeemAt(project + "/links/redeem", from);
    }

    private int redeemAt(String path, String from) {
        return send(request("/api/projects/" + path, from).POST(BodyPublishers.noBody()));
    }

    private int call(String path, String from, String... headers) {
        HttpRequest.Builder request = request(path, from);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private HttpRequest.Builder request(String path, String from) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("X-Forwarded-For", from);
    }

    /** In how many seconds it may be made; 0 where it was answered. */
    private int send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() != 429) {
                return 0;
            }
            return Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow());
        } catch (IOException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
