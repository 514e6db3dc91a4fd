package dev.easel.server.signin;

import dev.easel.server.audit.SignInLog;
import dev.easel.server.call.Call;
import dev.easel.server.call.Permits;
import dev.easel.server.call.Problem;
import dev.easel.server.call.Reply;
import dev.easel.server.identity.Claims;
import dev.easel.server.identity.Person;
import dev.easel.server.log.Cause;
import dev.easel.server.log.Field;
import dev.easel.server.metrics.SignInMetrics;
import dev.easel.server.openid.Begun;
import dev.easel.server.openid.Provider;
import dev.easel.server.openid.ProviderUnavailable;
import dev.easel.server.openid.SignInRefused;
import io.vertx.core.Future;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs people in and out. A browser comes to {@link #begin}, goes to the provider, and comes back to
 * {@link #callBack}; what it is told there to keep, and where to go on, is all that is decided here.
 */
final class SignInResource {
    private static final Logger LOG = LoggerFactory.getLogger(SignInResource.class);

    /** Of the answers that send a browser elsewhere: neither the code nor the page before is told there. */
    private static final String NO_REFERRER = "no-referrer";

    /** What the audit log calls this way of signing in. */
    private static final String WAY = "oidc";

    private static final int RETRY_AFTER_S = 5;
    private static final String AWAY =
            "The service where you sign in does not answer at the moment. Try again in a little while.";
    private static final String OTHER_BROWSER =
            "This sign-in was begun in another browser, or too long ago. Begin once more.";
    private static final String NOT_LET_IN = "You broke it off, or the service where you sign in has not let you in.";
    private static final String USED = "This sign-in was ended already, or too long ago. Begin once more.";
    private static final String NOT_OURS =
            "The service where you sign in does not take this server for one of its own. Tell whoever runs it.";
    private static final String NOBODY =
            "What the service where you sign in says of you cannot be trusted, or does not say who you are."
                    + " Tell whoever runs this server.";

    private final SignInSettings settings;
    private final Provider provider;
    private final Claims claims;
    private final Attempts attempts;
    private final SignIns stored;
    private final RecentSignIns signIns;
    private final Permits permits;
    private final SignInLog log;
    private final SignInMetrics metrics;
    private final SecureRandom random;
    private final InstantSource clock;
    private final Cookies cookies;

    SignInResource(
            SignInSettings settings,
            Provider provider,
            Claims claims,
            Attempts attempts,
            SignIns stored,
            RecentSignIns signIns,
            Permits permits,
            SignInLog log,
            SignInMetrics metrics,
            SecureRandom random,
            InstantSource clock) {
        this.settings = settings;
        this.provider = provider;
        this.claims = claims;
        this.attempts = attempts;
        this.stored = stored;
        this.signIns = signIns;
        this.permits = permits;
        this.log = log;
        this.metrics = metrics;
        this.random = random;
        this.clock = clock;
        cookies = new Cookies(settings.url());
    }

    /** Sends the browser to the provider. */
    Future<Reply> begin(Call call) {
        LocalPath to = LocalPath.of(call.query("to"), settings.url());
        Attempt attempt = new Attempt(Begun.now(random), clock.millis(), to.text());
        String cookie = cookies.setUnderWay(attempts.write(Attempts.with(underWay(call), attempt)));
        return permits.run(() -> provider.signIn(attempt.begun()))
                .map(address -> sent(302, address.toString(), cookie))
                .recover(failure -> failed(call, failure, to));
    }

    private List<Attempt> underWay(Call call) {
        return call.cookie(cookies.underWay())
                .map(it -> attempts.read(it, clock.millis()))
                .orElse(List.of());
    }

    /** The browser comes back from the provider. */
    Future<Reply> callBack(Call call) {
        List<Attempt> underWay = underWay(call);
        Optional<Attempt> found = call.query("state").flatMap(state -> Attempts.find(underWay, state));
        LocalPath home = LocalPath.home(settings.url());
        if (found.isEmpty()) {
            metrics.refused();
            return refused(call, 400, OTHER_BROWSER, home);
        }
        Attempt attempt = found.get();
        List<Attempt> others = new ArrayList<>(underWay);
        others.remove(attempt);
        String cookie = cookies.setUnderWay(others.isEmpty() ? "" : attempts.write(others));
        LocalPath to = new LocalPath(attempt.to());
        // Another provider's answer must not pass for this one's (RFC 9207).
        boolean isOther = call.query("iss")
                .filter(it -> !it.equals(settings.client().issuer().toString()))
                .isPresent();
        Optional<String> code = call.query("code");
        if (isOther || code.isEmpty()) {
            metrics.refused();
            log.refused(Optional.empty(), WAY, isOther ? "an answer of another issuer" : "the provider has refused");
            return refused(call, 403, NOT_LET_IN, to).map(it -> with(it, cookie));
        }
        return permits.run(() -> person(code.get(), attempt))
                .compose(person -> signedIn(call, person, attempt, cookie))
                .recover(failure -> failed(call, failure, to).map(it -> with(it, cookie)));
    }

    private Future<Optional<Person>> person(String code, Attempt attempt) {
        return provider.person(code, attempt.begun(), Set.of(claims.user(), "name"))
                .map(claims::person);
    }

    /** Under a new token, whatever the browser had before; what it had is over. */
    private Future<Reply> signedIn(Call call, Optional<Person> person, Attempt attempt, String cookie) {
        if (person.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue(Field.TRACE, call.principal().trace())
                    .log("A provider does not say who has signed in: the claim of EASEL_USER_CLAIM is missing, is no"
                            + " user id, or is an address that is not verified");
            metrics.refused();
            log.refused(Optional.empty(), WAY, "no usable user id");
            return refused(call, 403, NOBODY, new LocalPath(attempt.to())).map(it -> with(it, cookie));
        }
        SignInToken token = SignInToken.random(random);
        long endsAt = clock.millis() + SignIn.MOST_MS;
        Future<Void> before = token(call).map(it -> signIns.end(it.key())).orElseGet(Future::succeededFuture);
        return before.compose(_ -> stored.begin(token.key(), new SignIn(person.get(), endsAt)))
                .map(_ -> {
                    metrics.signedIn();
                    log.signedIn(person.get().user(), WAY);
                    String lasting = cookies.setLasting(token, SignIn.MOST_MS);
                    return sent(303, settings.url().origin() + attempt.to(), cookie + "\n" + lasting);
                });
    }

    private Optional<SignInToken> token(Call call) {
        return call.cookie(cookies.lasting()).flatMap(SignInToken::parse);
    }

    /**
     * Where the browser goes next.
     *
     * @param to an address: the provider's, where a session ends there too, or the list of boards
     */
    record SignedOut(String to) {}

    /** Ends the sign-in of the browser, on every instance. */
    Future<Reply> out(Call call) {
        URI home = settings.url().at("/");
        return token(call)
                .map(it -> ended(it.key()))
                .orElseGet(Future::succeededFuture)
                .compose(_ -> permits.run(() -> provider.signOut(home)).otherwise(Optional.empty()))
                .map(address -> {
                    SignedOut next = new SignedOut(address.orElse(home).toString());
                    return with(Reply.json(next), cookies.endLasting());
                });
    }

    private Future<Void> ended(String key) {
        return signIns.find(key)
                .compose(found -> signIns.end(key)
                        .onSuccess(_ ->
                                found.ifPresent(it -> log.signedOut(it.person().user()))));
    }

    private static Reply sent(int status, String address, String cookie) {
        return new Reply.Empty(
                status, Map.of("Location", address, "Set-Cookie", cookie, "Referrer-Policy", NO_REFERRER));
    }

    private static Reply with(Reply reply, String cookie) {
        return reply instanceof Reply.Buffered it ? it.with("Set-Cookie", cookie) : reply;
    }

    private Future<Reply> failed(Call call, Throwable failure, LocalPath to) {
        if (failure instanceof SignInRefused it) {
            metrics.refused();
            log.refused(Optional.empty(), WAY, it.reason().name().toLowerCase(Locale.ROOT));
            return switch (it.reason()) {
                case CODE -> refused(call, 400, USED, to);
                case CLIENT -> told(call, it).compose(_ -> refused(call, 502, NOT_OURS, to));
                case TOKEN -> told(call, it).compose(_ -> refused(call, 403, NOBODY, to));
            };
        }
        if (!(failure instanceof ProviderUnavailable)) {
            return Future.failedFuture(failure);
        }
        metrics.unavailable();
        return told(call, failure)
                .compose(_ -> call.acceptsPage()
                        ? Future.succeededFuture(SignInPage.of(503, AWAY, again(to)))
                        : Future.failedFuture(Problem.unavailable(AWAY, RETRY_AFTER_S, null)));
    }

    /** Whoever runs the server has to know, and the person cannot mend it. */
    private static Future<Void> told(Call call, Throwable failure) {
        LOG.atWarn()
                .addKeyValue(Field.TRACE, call.principal().trace())
                .addKeyValue(Field.ERROR, Cause.of(failure))
                .log("Somebody could not sign in");
        return Future.succeededFuture();
    }

    private Future<Reply> refused(Call call, int status, String text, LocalPath to) {
        return call.acceptsPage()
                ? Future.succeededFuture(SignInPage.of(status, text, again(to)))
                : Future.failedFuture(Problem.of(status, text));
    }

    /** Its path has no letter that would have a meaning in a page or a query. */
    private String again(LocalPath to) {
        return settings.url().path() + SignInSettings.PATH + "?to=" + to.encoded();
    }
}
