package dev.easel.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.easel.protocol.ClientMessage.Hello;
import dev.easel.protocol.ClientMessage.PartialCopy;
import dev.easel.protocol.ClientMessage.Ping;
import dev.easel.protocol.ClientMessage.Presence;
import dev.easel.protocol.ClientMessage.ResumeToken;
import dev.easel.protocol.ClientMessage.Take;
import dev.easel.protocol.Decoded.Malformed;
import dev.easel.protocol.Decoded.Message;
import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonMembers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Decodes what clients send. Every input has a result; nothing is thrown. Stateless. */
public final class ClientCodec {
    private static final int MAX_USER_NAME = 64;
    private static final int MAX_USER = 1 << 10;

    private final Limits limits;
    private final EditReader editReader;

    public ClientCodec(Limits limits) {
        this.limits = limits;
        this.editReader = new EditReader(limits.changes());
    }

    /** Decodes one text frame, which is within the frame limit. */
    public Decoded decode(byte[] frame) {
        try {
            return message(frame);
        } catch (InvalidContent failure) {
            return EditReader.refused(frame, 0, frame.length, true, failure.refusal());
        } catch (IOException failure) {
            return new Malformed(notJson(failure));
        }
    }

    /** Decodes the body of an HTTP request that carries edits: {@code {client, edits: [{edit, group, changes}]}}. */
    public DecodedEdits decodeEdits(byte[] body) {
        try (JsonParser in = JsonReader.FACTORY.createParser(body)) {
            in.nextToken();
            DecodedEdits.Batch edits = batch(body, in);
            return in.nextToken() == null ? edits : new DecodedEdits.Malformed("not JSON: something follows the edits");
        } catch (InvalidContent failure) {
            return new DecodedEdits.Malformed(failure.getMessage());
        } catch (IOException failure) {
            return new DecodedEdits.Malformed(notJson(failure));
        }
    }

    private DecodedEdits.Batch batch(byte[] body, JsonParser in) throws IOException {
        UUID client = null;
        List<Decoded> edits = null;
        Fields fields = new Fields(in, "the body");
        for (String field; (field = fields.next()) != null; ) {
            switch (field) {
                case "client" -> client = Fields.uuid(in, "client");
                case "edits" -> edits = editList(body, in);
                default -> in.skipChildren();
            }
        }
        if (client == null || edits == null) {
            throw InvalidContent.invalid("client and edits are needed");
        }
        return new DecodedEdits.Batch(client, edits);
    }

    private List<Decoded> editList(byte[] body, JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw InvalidContent.invalid("edits is an array");
        }
        List<Decoded> edits = new ArrayList<>();
        int changes = 0;
        while (in.nextToken() != JsonToken.END_ARRAY) {
            int from = (int) in.currentTokenLocation().getByteOffset();
            in.skipChildren();
            int length = (int) in.currentLocation().getByteOffset() - from;
            Decoded edit = edit(body, from, length);
            edits.add(edit);
            changes += edit instanceof Message(ClientMessage.Edit it)
                    ? it.changes().size()
                    : 0;
            if (edits.size() > DecodedEdits.MOST_EDITS || changes > DecodedEdits.MOST_CHANGES) {
                throw InvalidContent.invalid(DecodedEdits.TOO_MANY);
            }
        }
        return edits;
    }

    private Decoded edit(byte[] body, int from, int length) throws IOException {
        if (length > limits.frame()) {
            Refusal refusal = new Refusal(RefusalCode.TOO_LARGE, "an edit over " + limits.frame() + " bytes");
            return unlessUnreadable(body, from, length, refusal);
        }
        try (JsonParser in = JsonReader.FACTORY.createParser(body, from, length)) {
            in.nextToken();
            return new Message(editReader.read(in, new Fields(in, "an edit")));
        } catch (InvalidContent failure) {
            return unlessUnreadable(body, from, length, failure.refusal());
        }
    }

    private static Decoded unlessUnreadable(byte[] body, int from, int length, Refusal refusal) {
        return switch (EditReader.refused(body, from, length, false, refusal)) {
            case Malformed malformed -> throw InvalidContent.invalid(malformed.reason());
            case Decoded refused -> refused;
        };
    }

    private Decoded message(byte[] frame) throws IOException {
        try (JsonParser in = JsonReader.FACTORY.createParser(frame)) {
            in.nextToken();
            Fields fields = new Fields(in, "a message");
            if ("type".equals(fields.next())) {
                return message(JsonReader.string(in, "type"), in, fields);
            }
        }
        String type = type(frame);
        try (JsonParser in = JsonReader.FACTORY.createParser(frame)) {
            in.nextToken();
            return message(type, in, new Fields(in, "a message"));
        }
    }

    private Decoded message(String type, JsonParser in, Fields fields) throws IOException {
        Decoded decoded = switch (type) {
            case "hello" -> new Message(hello(in, fields));
            case "edit" -> new Message(editReader.read(in, fields));
            case "presence" -> new Message(presence(in, fields));
            case "ping" -> new Message(ping(in, fields));
            default -> new Malformed("unknown type: " + InvalidContent.quoted(type));
        };
        if (!(decoded instanceof Malformed) && in.nextToken() != null) {
            return new Malformed("not JSON: something follows the message");
        }
        return decoded;
    }

    /** The type of a message whose first field is another one. */
    private static String type(byte[] frame) throws IOException {
        try (JsonParser in = JsonReader.FACTORY.createParser(frame)) {
            in.nextToken();
            Fields fields = new Fields(in, "a message");
            for (String field; (field = fields.next()) != null; ) {
                if (field.equals("type")) {
                    return JsonReader.string(in, "type");
                }
                in.skipChildren();
            }
            throw InvalidContent.invalid("a message has a type");
        }
    }

    private static Hello hello(JsonParser in, Fields fields) throws IOException {
        UUID client = null;
        long attempt = 0;
        long pending = 0;
        Optional<ResumeToken> resume = Optional.empty();
        Optional<PartialCopy> partial = Optional.empty();
        User user = User.ANONYMOUS;
        Set<Take> takes = Set.of();
        for (String field; (field = fields.next()) != null; ) {
            switch (field) {
                case "client" -> client = Fields.uuid(in, "client");
                case "attempt" -> attempt = Fields.integer(in, "attempt");
                case "pending" -> pending = Fields.integer(in, "pending");
                case "resume" -> resume = resume(in);
                case "partial" -> partial = partial(in);
                case "user" -> user = user(in);
                case "takes" -> takes = takes(in);
                default -> in.skipChildren();
            }
        }
        if (client == null) {
            throw InvalidContent.invalid("hello needs client, a UUID");
        }
        return new Hello(client, attempt, pending, resume, partial, user, takes);
    }

    private static Optional<ResumeToken> resume(JsonParser in) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return Optional.empty();
        }
        long epoch = -1;
        long seq = -1;
        Fields fields = new Fields(in, "resume");
        for (String field; (field = fields.next()) != null; ) {
            switch (field) {
                case "epoch" -> epoch = Fields.integer(in, "epoch");
                case "seq" -> seq = Fields.integer(in, "seq");
                default -> in.skipChildren();
            }
        }
        if (epoch < 0 || seq < 0) {
            throw InvalidContent.invalid("resume has an epoch and a seq");
        }
        return Optional.of(new ResumeToken(epoch, seq));
    }

    private static Optional<PartialCopy> partial(JsonParser in) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return Optional.empty();
        }
        long epoch = -1;
        long seq = -1;
        long upTo = -1;
        Fields fields = new Fields(in, "partial");
        for (String field; (field = fields.next()) != null; ) {
            switch (field) {
                case "epoch" -> epoch = Fields.integer(in, "epoch");
                case "seq" -> seq = Fields.integer(in, "seq");
                case "upTo" -> upTo = Fields.integer(in, "upTo");
                default -> in.skipChildren();
            }
        }
        if (epoch < 0 || seq < 0 || upTo < 0) {
            throw InvalidContent.invalid("partial has an epoch, a seq and an upTo");
        }
        return Optional.of(new PartialCopy(epoch, seq, upTo));
    }

    /** Words that are not known are left out: a later version may know them. */
    private static Set<Take> takes(JsonParser in) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return Set.of();
        }
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw InvalidContent.invalid("takes is an array of strings");
        }
        Set<Take> takes = EnumSet.noneOf(Take.class);
        while (in.nextToken() != JsonToken.END_ARRAY) {
            Take.of(JsonReader.string(in, "what a client takes")).ifPresent(takes::add);
        }
        return takes;
    }

    private static User user(JsonParser in) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return User.ANONYMOUS;
        }
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw InvalidContent.invalid("user is a JSON object");
        }
        Json json = JsonReader.value(in, 1);
        if (json.length() > MAX_USER) {
            throw InvalidContent.invalid("user is over " + MAX_USER + " bytes");
        }
        Json name = JsonMembers.find(json, Json.string("name"));
        if (name == null) {
            return new User(User.ANONYMOUS.name(), json);
        }
        if (!name.isString()
                || name.stringValue().isBlank()
                || name.stringValue().length() > MAX_USER_NAME) {
            throw InvalidContent.invalid("user.name is a string of 1 to " + MAX_USER_NAME + " characters");
        }
        return new User(name.stringValue(), json);
    }

    private Presence presence(JsonParser in, Fields fields) throws IOException {
        Json state = null;
        for (String field; (field = fields.next()) != null; ) {
            if (field.equals("state")) {
                state = JsonReader.value(in, 1);
            } else {
                in.skipChildren();
            }
        }
        if (state == null) {
            throw InvalidContent.invalid("presence needs a state");
        }
        if (state.length() > limits.presence()) {
            throw InvalidContent.invalid("presence is over " + limits.presence() + " bytes");
        }
        return new Presence(state);
    }

    private static Ping ping(JsonParser in, Fields fields) throws IOException {
        while (fields.next() != null) {
            in.skipChildren();
        }
        return new Ping();
    }

    private static String notJson(IOException failure) {
        return "not JSON: "
                + String.valueOf(failure.getMessage()).lines().findFirst().orElse("unreadable");
    }
}
