package dev.easel.server.signin;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import dev.easel.server.call.BodyBytes;
import dev.easel.server.call.Guard;
import dev.easel.server.call.Routes;
import dev.easel.server.loop.Loop;
import io.vertx.ext.web.Router;
import java.util.Map;

/** The calls by which people sign in and out. May be mounted on the routers of several event loops. */
public final class SignInApi {
    private final BodyBytes bodies = new BodyBytes(0);
    private final SignInResource signIn;

    SignInApi(SignInResource signIn) {
        this.signIn = signIn;
    }

    /** @param loop where the router's requests are answered */
    public void mount(Router router, Guard guard, Loop loop) {
        new Routes(router, guard, bodies, loop)
                .add(SignInSettings.PATH, Map.of(GET, signIn::begin))
                .add(SignInSettings.CALLBACK, Map.of(GET, signIn::callBack))
                .add(SignInSettings.OUT, Map.of(POST, signIn::out));
    }
}
