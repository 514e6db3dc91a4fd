package dev.easel.protocol;

import dev.easel.protocol.ServerMessage.Applied;
import dev.easel.protocol.ServerMessage.Closing;
import dev.easel.protocol.ServerMessage.Columns;
import dev.easel.protocol.ServerMessage.Durable;
import dev.easel.protocol.ServerMessage.Events;
import dev.easel.protocol.ServerMessage.Failure;
import dev.easel.protocol.ServerMessage.NumberedAuthor;
import dev.easel.protocol.ServerMessage.ObjectState;
import dev.easel.protocol.ServerMessage.Objects;
import dev.easel.protocol.ServerMessage.Peer;
import dev.easel.protocol.ServerMessage.Persistence;
import dev.easel.protocol.ServerMessage.Pong;
import dev.easel.protocol.ServerMessage.Presence;
import dev.easel.protocol.ServerMessage.Project;
import dev.easel.protocol.ServerMessage.ProjectNews;
import dev.easel.protocol.ServerMessage.Ready;
import dev.easel.protocol.ServerMessage.Refused;
import dev.easel.protocol.ServerMessage.RoleChanged;
import dev.easel.protocol.ServerMessage.Welcome;
import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Encodes every message of a server as one text frame. Stateless. */
public final class ServerCodec {
    private ServerCodec() {}

    /** The frame's UTF-8 bytes. */
    public static byte[] encode(ServerMessage message) {
        JsonWriter out = new JsonWriter(capacity(message));
        out.open('{');
        switch (message) {
            case Welcome it -> welcome(out, it);
            case Objects it -> objects(out, it);
            case Ready it -> authors(type(out, "ready").field("seq", it.seq()), it.authors());
            case Events it -> events(out, it);
            case Columns it -> columns(out, it);
            case Applied it -> type(out, "applied").field("edit", it.edit()).field("seq", it.seq());
            case Refused it -> {
                type(out, "refused")
                        .field("edit", it.edit())
                        .field("code", it.refusal().code().wire())
                        .field("message", it.refusal().message());
                it.refusal().number().ifPresent(fault -> out.field("number", fault.wire()));
            }
            case Durable it -> type(out, "durable").field("seq", it.seq());
            case Persistence it -> {
                type(out, "persistence").field("state", word(it.state()));
                it.lastEdit().ifPresent(edit -> out.field("lastEdit", edit));
            }
            case Presence it -> presence(out, it);
            case Project it -> news(type(out, "project"), it.news());
            case RoleChanged it -> type(out, "role").field("role", word(it.role()));
            case Closing it -> {
                type(out, "closing").field("reason", word(it.reason()));
                it.retryAfterMs().ifPresent(ms -> out.field("retryAfterMs", ms));
            }
            case Failure it -> {
                type(out, "error").field("code", it.code()).field("message", it.message());
                it.edit().ifPresent(edit -> out.field("edit", edit));
            }
            case Pong _ -> type(out, "pong");
        }
        return out.close('}').toBytes();
    }

    private static void welcome(JsonWriter out, Welcome it) {
        type(out, "welcome").field("session", it.session());
        it.author().ifPresent(author -> out.field("author", author));
        out.name("project").open('{');
        news(out.field("id", it.project().id()), it.project()).close('}');
        out.field("role", word(it.role()))
                .field("epoch", it.epoch())
                .field("seq", it.seq())
                .field("durable", it.durable())
                .name("applied")
                .open('[');
        it.applied()
                .forEach(edit ->
                        out.open('[').number(edit.edit()).number(edit.seq()).close(']'));
        out.close(']').field("sync", word(it.sync())).field("reason", word(it.reason()));
        limits(out, it.limits());
        out.name("peers").open('{');
        it.peers().forEach((session, peer) -> peer(out.name(session), peer));
        out.close('}');
        it.here().ifPresent(count -> out.field("here", count));
    }

    private static void limits(JsonWriter out, Limits limits) {
        out.name("limits")
                .open('{')
                .field("frame", limits.frame())
                .field("changes", limits.changes())
                .field("object", limits.object())
                .field("objects", limits.objects())
                .field("edits", limits.edits())
                .field("burst", limits.burst())
                .field("presence", limits.presence())
                .field("presences", limits.presences())
                .field("sessions", limits.sessions())
                .field("backlog", limits.backlog())
                .field("hello", limits.hello())
                .field("ping", limits.ping())
                .close('}');
    }

    private static void objects(JsonWriter out, Objects it) {
        type(out, "objects").name("objects").open('[');
        for (ObjectState object : it.objects()) {
            out.open('{')
                    .field("id", object.id())
                    .field("props", object.props())
                    .close('}');
        }
        out.close(']').field("deleted", it.deleted());
        it.extent().ifPresent(extent -> out.field("upTo", extent.upTo()).field("at", extent.at()));
    }

    private static void events(JsonWriter out, Events it) {
        authors(type(out, "events"), it.authors()).name("events").open('[');
        it.events().forEach(out::value);
        out.close(']');
        it.durable().ifPresent(seq -> out.field("durable", seq));
    }

    private static void columns(JsonWriter out, Columns it) {
        authors(type(out, "events").field("seq", it.seq()).field("at", it.at()), it.authors())
                .name("by")
                .open('[');
        it.by().forEach(number -> out.number((long) number));
        out.close(']');
        if (!it.edits().isEmpty()) {
            out.name("edits").open('{');
            it.edits().forEach((index, edit) -> out.field(index.toString(), edit));
            out.close('}');
        }
        if (!it.groups().isEmpty()) {
            out.name("groups").open('{');
            it.groups().forEach((index, group) -> {
                out.name(index.toString());
                group.ifPresentOrElse(out::string, () -> out.value(Json.NULL));
            });
            out.close('}');
        }
        it.changes().ifPresent(changes -> {
            out.name("changes").open('[');
            changes.forEach(out::value);
            out.close(']');
        });
        it.durable().ifPresent(seq -> out.field("durable", seq));
    }

    private static JsonWriter authors(JsonWriter out, Map<Integer, NumberedAuthor> authors) {
        if (authors.isEmpty()) {
            return out;
        }
        out.name("authors").open('{');
        authors.forEach((number, author) -> {
            out.name(number.toString())
                    .open('{')
                    .field("by", author.by())
                    .field("client", author.client())
                    .field("edit", author.edit());
            author.group().ifPresent(group -> out.field("group", group));
            out.close('}');
        });
        return out.close('}');
    }

    private static void presence(JsonWriter out, Presence it) {
        type(out, "presence").name("peers").open('{');
        it.peers().forEach((session, peer) -> {
            out.name(session);
            peer.ifPresentOrElse(present -> peer(out, present), () -> out.value(Json.NULL));
        });
        out.close('}');
        it.here().ifPresent(count -> out.field("here", count));
    }

    private static void peer(JsonWriter out, Peer peer) {
        out.open('{')
                .field("user", peer.user().json())
                .field("state", peer.state())
                .close('}');
    }

    private static JsonWriter news(JsonWriter out, ProjectNews news) {
        return out.field("title", news.title()).field("version", news.version()).field("settings", news.settings());
    }

    private static JsonWriter type(JsonWriter out, String type) {
        return out.field("type", type);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static int capacity(ServerMessage message) {
        return switch (message) {
            case Events it ->
                64 + it.events().stream().mapToInt(json -> json.length() + 1).sum();
            case Columns it ->
                128
                        + it.by().size() * 5
                        + it.changes().stream()
                                .flatMap(List::stream)
                                .mapToInt(json -> json.length() + 1)
                                .sum();
            case Objects it ->
                64
                        + it.deleted().size() * 24
                        + it.objects().stream()
                                .mapToInt(object -> object.props().length() + 96)
                                .sum();
            default -> 256;
        };
    }
}
