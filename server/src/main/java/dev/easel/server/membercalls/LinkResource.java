package dev.easel.server.membercalls;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.easel.protocol.ServerMessage.Role;
import dev.easel.protocol.Uuids;
import dev.easel.server.audit.SignInLog;
import dev.easel.server.call.Call;
import dev.easel.server.call.JsonBodies;
import dev.easel.server.call.Problem;
import dev.easel.server.call.Reply;
import dev.easel.server.call.Rfc3339;
import dev.easel.server.identity.LinkGrant;
import dev.easel.server.identity.LinkTokens;
import dev.easel.server.identity.LinkTokens.Token;
import dev.easel.server.members.Links;
import dev.easel.server.members.ShareLink;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes, lists and revokes share links, and exchanges their keys for tokens. */
final class LinkResource {
    private static final int MAX_BYTES = 8 << 10;
    private static final int MAX_NAME = 100;
    private static final int MAX_KEY = 100;

    /** So many that nobody can open links until one is called like somebody else. */
    private static final int GUEST_BYTES = 8;

    private final Links links;
    private final LinkTokens tokens;
    private final SecureRandom random;
    private final SignInLog log;
    private final boolean isOpen;

    LinkResource(Links links, LinkTokens tokens, SecureRandom random, SignInLog log, boolean isOpen) {
        this.links = links;
        this.tokens = tokens;
        this.random = random;
        this.log = log;
        this.isOpen = isOpen;
    }

    Future<Reply> list(Call call) {
        return Answers.told(links.list(call.project()))
                .map(all -> Reply.json(
                        new Listed(all.stream().map(it -> Body.of(it, null)).toList())));
    }

    Future<Reply> make(Call call) {
        Answers.needsPeople(isOpen);
        UUID project = call.project();
        String by = call.principal().user().orElseThrow(() -> Problem.signedOut("sign in first"));
        return call.json(MAX_BYTES)
                .map(body -> JsonBodies.read(body, Form.class))
                .compose(form ->
                        Answers.told(links.make(project, by, form.checkedRole(), form.checkedName(), form.endsAt())))
                .map(made -> Reply.created(
                        "/api/projects/" + project + "/links/" + made.link().id(), Body.of(made.link(), made.key())));
    }

    Future<Reply> revoke(Call call) {
        UUID link = Uuids.parse(call.parameter("link")).orElseThrow(() -> Problem.notFound("there is no such link"));
        return Answers.told(links.revoke(call.project(), link, call.principal().user()))
                .map(_ -> Reply.noContent());
    }

    Future<Reply> redeem(Call call) {
        Answers.needsPeople(isOpen);
        UUID project = call.project();
        return call.json(MAX_BYTES)
                .map(body -> JsonBodies.read(body, Redemption.class))
                .compose(form -> Answers.told(links.redeem(
                                project, form.checkedKey(), call.principal().user()))
                        .map(link -> redeemed(call, link, form)));
    }

    private Reply redeemed(Call call, ShareLink link, Redemption form) {
        UUID project = call.project();
        Optional<String> known = Optional.ofNullable(form.previous()).flatMap(it -> tokens.guestOf(it, project));
        String guest = known.orElseGet(this::newGuest);
        if (known.isEmpty() && call.principal().user().isEmpty()) {
            log.redeemed(project, link.id(), guest);
        }
        Token token = tokens.write(new LinkGrant(project, link.id(), guest), link.endsAt());
        return Reply.json(new Redeemed(
                token.text(),
                Answers.text(link.role()),
                Instant.ofEpochMilli(token.endsAt()).toString()));
    }

    private String newGuest() {
        byte[] bytes = new byte[GUEST_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private record Form(
            @Nullable String role,
            @Nullable String expiresAt,
            @Nullable String name) {
        Role checkedRole() {
            return Answers.role(role)
                    .filter(it -> it != Role.OWNER)
                    .orElseThrow(() -> Problem.badRequest("role is viewer or editor"));
        }

        Optional<String> checkedName() {
            if (name != null && (name.isBlank() || name.length() > MAX_NAME || name.indexOf('\0') >= 0)) {
                throw Problem.badRequest("name is a string of 1 to " + MAX_NAME + " characters");
            }
            return Optional.ofNullable(name);
        }

        OptionalLong endsAt() {
            if (expiresAt == null) {
                return OptionalLong.empty();
            }
            OptionalLong millis = Rfc3339.millis(expiresAt);
            if (millis.isEmpty()) {
                throw Problem.badRequest("expiresAt is a time as in 2026-12-31T23:59:59Z");
            }
            return millis;
        }
    }

    private record Redemption(
            @Nullable String key, @Nullable String previous) {
        String checkedKey() {
            if (key == null || key.isEmpty() || key.length() > MAX_KEY) {
                throw Problem.badRequest("key is what stands behind #key= in the link");
            }
            return key;
        }
    }

    private record Redeemed(String token, String role, String expiresAt) {
        @Override
        public String toString() {
            return "a token";
        }
    }

    private record Listed(List<Body> links) {}

    /**
     * @param createdAt in milliseconds since 1970
     * @param key only of a link that was just made
     */
    private record Body(
            UUID id,
            String role,
            @Nullable String name,
            long createdAt,
            String createdBy,
            @Nullable String expiresAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String key) {
        static Body of(ShareLink it, @Nullable String key) {
            return new Body(
                    it.id(),
                    Answers.text(it.role()),
                    it.name().orElse(null),
                    it.createdAt(),
                    it.createdBy(),
                    it.endsAt().isPresent()
                            ? Instant.ofEpochMilli(it.endsAt().getAsLong()).toString()
                            : null,
                    key);
        }

        @Override
        public String toString() {
            return "a link";
        }
    }
}
