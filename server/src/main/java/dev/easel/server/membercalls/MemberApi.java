package dev.easel.server.membercalls;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;

import dev.easel.server.audit.SignInLog;
import dev.easel.server.call.BodyBytes;
import dev.easel.server.call.Guard;
import dev.easel.server.call.Routes;
import dev.easel.server.identity.LinkTokens;
import dev.easel.server.loop.Loop;
import dev.easel.server.members.AccessRequests;
import dev.easel.server.members.Links;
import dev.easel.server.members.Members;
import io.vertx.ext.web.Router;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The calls on members, share links and requests for access. There is one in an instance; it may be mounted on the
 * routers of several event loops.
 */
public final class MemberApi {
    /** Bytes of all bodies of these calls that are in memory at the same time. */
    static final long BODY_BYTES = 4 << 20;

    private static final String PROJECT = "/api/projects/:project";

    private final BodyBytes bodies = new BodyBytes(BODY_BYTES);
    private final MemberResource members;
    private final LinkResource links;
    private final RequestResource requests;
    private final MeResource me;

    /**
     * @param tokens what links are exchanged for
     * @param random makes the pseudonyms of guests
     * @param isOpen whether nobody signs in
     * @param operators user ids
     * @param signIn empty where people do not sign in to the app
     */
    public MemberApi(
            Members members,
            Links links,
            AccessRequests requests,
            LinkTokens tokens,
            SecureRandom random,
            SignInLog log,
            boolean isOpen,
            Set<String> operators,
            Optional<SignInPaths> signIn) {
        this.members = new MemberResource(members, isOpen);
        this.links = new LinkResource(links, tokens, random, log, isOpen);
        this.requests = new RequestResource(requests, isOpen);
        me = new MeResource(isOpen, operators, signIn);
    }

    /**
     * Answers the calls on this router.
     *
     * @param guard decides who may make a call
     * @param loop where the router's requests are answered
     */
    public void mount(Router router, Guard guard, Loop loop) {
        new Routes(router, guard, bodies, loop)
                .add("/api/me", Map.of(GET, me::get))
                .add(PROJECT + "/members", Map.of(GET, members::list))
                .add(PROJECT + "/members/:user", Map.of(PUT, members::put, DELETE, members::remove))
                .add(PROJECT + "/links", Map.of(GET, links::list, POST, links::make))
                .add(PROJECT + "/links/redeem", Map.of(POST, links::redeem))
                .add(PROJECT + "/links/:link", Map.of(DELETE, links::revoke))
                .add(PROJECT + "/access-requests", Map.of(GET, requests::list, POST, requests::ask))
                .add(PROJECT + "/access-requests/:user", Map.of(DELETE, requests::refuse));
    }
}
