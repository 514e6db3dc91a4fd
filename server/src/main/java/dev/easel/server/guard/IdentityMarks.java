package dev.easel.server.guard;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.protocol.Uuids;
import dev.easel.server.identity.Identity;
import dev.easel.server.identity.LinkGrant;
import dev.easel.server.identity.Person;
import dev.easel.server.identity.Sealed;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What instances tell each other of who makes a request that one passes on to another: signed, and good together with
 * the mark of that one request alone. May be used from any thread.
 */
public final class IdentityMarks {
    private static final String PURPOSE = "easel identity 1";
    private static final int PARTS = 8;

    /** The most UTF-16 units of one part: all of them have to fit into the head of a request. */
    static final int MOST_PART = 300;

    private final Sealed sealed;
    private final String header;
    private final String mark;

    /**
     * @param key that only the instances of one database know
     * @param header that carries it
     * @param mark the header in which a request that is passed on is marked
     */
    public IdentityMarks(byte[] key, String header, String mark) {
        sealed = new Sealed(key, PURPOSE);
        this.header = header;
        this.mark = mark;
    }

    /** @throws IllegalArgumentException a part is too long, or has control characters: nobody may have let it in */
    String write(Identity it, String written) {
        List<String> parts = List.of(
                it.person().map(Person::user).orElse(""),
                it.person().flatMap(Person::name).orElse(""),
                it.link().map(link -> link.project().toString()).orElse(""),
                it.link().map(link -> link.link().toString()).orElse(""),
                it.link().map(LinkGrant::guest).orElse(""),
                it.refusal().orElse(""),
                it.endsAt().isPresent() ? Long.toString(it.endsAt().getAsLong()) : "",
                it.signIn().orElse(""));
        if (!parts.stream().allMatch(IdentityMarks::isFit)) {
            throw new IllegalArgumentException("who makes a request cannot be told to another instance");
        }
        return sealed.seal(String.join("\n", parts).getBytes(UTF_8), written);
    }

    /** A line end in a part would make two of it. */
    private static boolean isFit(String part) {
        return part.length() <= MOST_PART && part.chars().noneMatch(Character::isISOControl);
    }

    /** Empty where the instance before says nothing, or nothing that is for this request. */
    Optional<Identity> told(HttpServerRequest request) {
        List<String> headers = request.headers().getAll(header);
        String written = request.getHeader(mark);
        return headers.size() == 1 && written != null ? read(headers.getFirst(), written) : Optional.empty();
    }

    Optional<Identity> read(String header, String written) {
        return sealed.open(header, written)
                .map(bytes -> new String(bytes, UTF_8).split("\n", -1))
                .flatMap(parts -> parts.length == PARTS ? Optional.of(identity(parts)) : Optional.empty());
    }

    private static Identity identity(String[] parts) {
        Optional<Person> person = text(parts[0]).map(user -> new Person(user, text(parts[1])));
        Optional<LinkGrant> link = Uuids.parse(parts[2])
                .flatMap(project -> Uuids.parse(parts[3]).map(id -> new LinkGrant(project, id, parts[4])));
        OptionalLong endsAt = parts[6].isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(parts[6]));
        return new Identity(person, link, text(parts[5]), endsAt, text(parts[7]));
    }

    private static Optional<String> text(String part) {
        return part.isEmpty() ? Optional.empty() : Optional.of(part);
    }
}
