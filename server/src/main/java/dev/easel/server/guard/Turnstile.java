package dev.easel.server.guard;

import dev.easel.server.call.Caller;
import dev.easel.server.call.Problem;
import dev.easel.server.connections.AddressKey;
import dev.easel.server.identity.Identity;
import dev.easel.server.identity.TrustedProxies;
import dev.easel.server.metrics.CallMetrics;
import dev.easel.server.metrics.CallMetrics.Rated;
import dev.easel.server.rates.Rate;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How often calls are let in: from an address before it is asked who makes them, and of a person behind that. What
 * another instance passes on was counted there. Those of loopback are not counted by their address: a proxy may stand
 * there that nobody has named, and then it is everybody. Used by all event loops.
 */
public final class Turnstile {
    private static final String REDEEM = "/links/redeem";
    private static final String KEY = "dev.easel.address";

    private final TrustedProxies proxies;
    private final CallMetrics metrics;
    private final Rate<Long> addresses;
    private final Rate<Long> attempts;
    private final Rate<String> persons;

    /** @param nanos a clock that never goes back */
    public Turnstile(CallRates rates, TrustedProxies proxies, CallMetrics metrics, LongSupplier nanos) {
        this.proxies = proxies;
        this.metrics = metrics;
        addresses = new Rate<>(rates.address(), nanos);
        attempts = new Rate<>(rates.attempt(), nanos);
        persons = new Rate<>(rates.person(), nanos);
    }

    /** Must come before the {@link Reception}. */
    public void mountBefore(Router router) {
        router.route("/api/*").handler(this::countAddress);
    }

    /** Must come behind the {@link Reception}. */
    public void mountBehind(Router router) {
        router.route("/api/*").handler(this::countPerson);
    }

    private void countAddress(RoutingContext context) {
        Optional<Long> address = Caller.of(context).isJudged() ? Optional.empty() : address(context.request());
        if (address.isEmpty()) {
            context.next();
            return;
        }
        context.put(KEY, address.get());
        int wait = addresses.take(address.get());
        if (wait > 0) {
            refuse(context, Rated.ADDRESS, "there are too many calls from your address; try again in a moment", wait);
            return;
        }
        boolean isRedeeming = isRedeeming(context);
        int tried = isRedeeming || bringsToken(context.request()) ? attempts.untilNext(address.get()) : 0;
        if (tried > 0) {
            String detail = "too many links and tokens that do not hold have come from your address; try again later";
            refuse(context, Rated.ATTEMPTS, detail, tried);
            return;
        }
        if (isRedeeming) {
            context.addHeadersEndHandler(
                    _ -> countRefused(address.get(), context.response().getStatusCode()));
        }
        context.next();
    }

    /** A link that holds may be opened by a whole school at once. */
    private void countRefused(long address, int status) {
        if (status >= 400 && status < 500) {
            attempts.take(address);
        }
    }

    private Optional<Long> address(HttpServerRequest request) {
        return ClientAddress.of(request, proxies)
                .filter(it -> !it.isLoopbackAddress())
                .map(AddressKey::of);
    }

    /** A slash at the end makes no other call of it, as the router has it. */
    private static boolean isRedeeming(RoutingContext context) {
        String path = context.normalizedPath();
        return context.request().method() == HttpMethod.POST && (path.endsWith(REDEEM) || path.endsWith(REDEEM + "/"));
    }

    private static boolean bringsToken(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.AUTHORIZATION)
                || Visitors.bearer(request).isPresent();
    }

    private void countPerson(RoutingContext context) {
        Identity who = Visitors.of(context);
        Long address = context.get(KEY);
        if (address != null && who.refusal().isPresent()) {
            attempts.take(address);
        }
        int wait = who.person().isEmpty() || Caller.of(context).isJudged()
                ? 0
                : persons.take(who.person().get().user());
        if (wait > 0) {
            refuse(context, Rated.PERSON, "you make too many calls at once; try again in a moment", wait);
        } else {
            context.next();
        }
    }

    private void refuse(RoutingContext context, Rated of, String detail, int wait) {
        metrics.refused(of);
        context.fail(Problem.tooMany(detail, wait));
    }
}
