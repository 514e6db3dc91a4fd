package dev.easel.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.easel.server.AccessMatrixIT.Board;
import dev.easel.server.identity.LinkGrant;
import dev.easel.server.identity.LinkTokens;
import dev.easel.server.store.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** People who come to servers with these settings, and what they bring. */
public final class People {
    static final String SECRET = "a secret of thirty-two bytes or more";

    static final String[] SETTINGS = {
        "EASEL_JWT_SECRET",
        SECRET,
        "EASEL_JWT_ISSUER",
        "https://issuer.example",
        "EASEL_JWT_AUDIENCE",
        "easel",
        "EASEL_TRUSTED_HEADER",
        "Remote-User",
        "EASEL_TRUSTED_PROXIES",
        "127.0.0.1",
        "EASEL_OPERATORS",
        "root, toor"
    };

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final TestDatabase database;

    /** @param server has a project of somebody else's from now on */
    People(TestDatabase database, URI server) {
        this.database = database;
        send(server, "POST", "/api/projects", "{}", bearer(token("mallory")));
    }

    public static String[] settings() {
        return SETTINGS.clone();
    }

    /** A token that is good for ten minutes. */
    public static String token(String user) {
        return token(user, SECRET, "easel", Instant.now().plusSeconds(600));
    }

    static String token(String user, String secret, String audience, Instant end) {
        try {
            SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims(user, audience, end));
            jwt.sign(new MACSigner(secret));
            return jwt.serialize();
        } catch (JOSEException failure) {
            throw new AssertionError(failure);
        }
    }

    private static JWTClaimsSet claims(String user, String audience, Instant end) {
        return new JWTClaimsSet.Builder()
                .subject(user)
                .claim("name", "The " + user)
                .issuer("https://issuer.example")
                .audience(audience)
                .expirationTime(Date.from(end))
                .build();
    }

    static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }

    /** A project of ada's, with eve who edits and vic who views, and two links. */
    Board board(URI server) {
        String id = send(server, "POST", "/api/projects", "{}", bearer(token("ada")))
                .get("id")
                .asText();
        member(server, id, "eve", "editor");
        member(server, id, "vic", "viewer");
        JsonNode view = link(server, id, "viewer");
        return new Board(
                id,
                redeemed(server, id, link(server, id, "editor"), "{}"),
                redeemed(server, id, view, "{}"),
                view.get("key").asText());
    }

    static void member(URI server, String project, String user, String role) {
        send(
                server,
                "PUT",
                "/api/projects/" + project + "/members/" + user,
                "{\"role\":\"" + role + "\"}",
                bearer(token("ada")));
    }

    /** With its key. */
    static JsonNode link(URI server, String project, String role) {
        return send(
                server,
                "POST",
                "/api/projects/" + project + "/links",
                "{\"role\":\"" + role + "\"}",
                bearer(token("ada")));
    }

    /** A token for this link. */
    static String redeemed(URI server, String project, JsonNode link, String previous, String... headers) {
        String more = previous.equals("{}") ? "" : ",\"previous\":\"" + previous + "\"";
        return send(
                        server,
                        "POST",
                        "/api/projects/" + project + "/links/redeem",
                        "{\"key\":\"" + link.get("key").asText() + "\"" + more + "}",
                        headers)
                .get("token")
                .asText();
    }

    /** The token of a link that was revoked since. */
    String[] revoked(URI server, Board board) {
        JsonNode link = link(server, board.id(), "editor");
        String token = redeemed(server, board.id(), link, "{}");
        send(
                server,
                "DELETE",
                "/api/projects/" + board.id() + "/links/" + link.get("id").asText(),
                "",
                bearer(token("ada")));
        return bearer(token);
    }

    /** Who is of this column of the matrix, by name, with the headers that they send. */
    Map<String, String[]> of(String column, Board board) {
        Map<String, String[]> who = new LinkedHashMap<>();
        switch (column) {
            case "owner" -> {
                who.put("the owner through a proxy", new String[] {"Remote-User", "ada"});
                who.put("the owner", bearer(token("ada")));
            }
            case "editor" -> who.put("an editor", bearer(token("eve")));
            case "viewer" -> who.put("a viewer", bearer(token("vic")));
            case "link to edit" -> who.put("who has a link to edit", bearer(board.editing()));
            case "link to view" -> who.put("who has a link to view", bearer(board.viewing()));
            case "somebody else" -> who.put("somebody else", bearer(token("mallory")));
            case "operator" -> who.put("an operator", bearer(token("root")));
            case "nobody" -> nobody(who, board);
            default -> throw new AssertionError(column);
        }
        return who;
    }

    private void nobody(Map<String, String[]> who, Board board) {
        Instant later = Instant.now().plusSeconds(600);
        who.put("nobody", new String[0]);
        who.put(
                "an expired token",
                bearer(token("ada", SECRET, "easel", Instant.now().minusSeconds(31))));
        who.put("a forged token", bearer(token("ada", "another secret of thirty-two bytes or so", "easel", later)));
        who.put("a token for another audience", bearer(token("ada", SECRET, "other", later)));
        who.put("an unsigned token", bearer(new PlainJWT(claims("ada", "easel", later)).serialize()));
        who.put("an expired link", bearer(linkToken(board, database.secret())));
        who.put("a forged link", bearer(linkToken(board, new byte[32])));
        who.put("an identity of their own", new String[] {"Easel-Identity", "YWRh.YWRh"});
        who.put("a token that is none", bearer("none"));
    }

    private static String linkToken(Board board, byte[] secret) {
        InstantSource then = InstantSource.fixed(Instant.now().minusSeconds(3_601));
        return new LinkTokens(secret, then)
                .write(new LinkGrant(UUID.fromString(board.id()), UUID.randomUUID(), "abc"), OptionalLong.empty())
                .text();
    }

    /** The answer, which has to be a success. */
    static JsonNode send(URI server, String method, String path, String body, String... headers) {
        HttpResponse<String> response = ask(server, method, path, body, headers).join();
        try {
            if (response.statusCode() / 100 != 2) {
                throw new AssertionError(method + " " + path + ": " + response.statusCode() + " " + response.body());
            }
            return response.body().isEmpty() ? MAPPER.nullNode() : MAPPER.readTree(response.body());
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    /** The answer, whatever it is. */
    static CompletableFuture<HttpResponse<String>> ask(
            URI server, String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
