package dev.easel.server.audience;

import dev.easel.protocol.ServerMessage.Peer;
import dev.easel.protocol.User;
import dev.easel.protocol.json.Json;
import org.jspecify.annotations.Nullable;

/** What a session shows of itself to the others, and how far it knows of them. Confined to the room's loop. */
final class SessionPresence {
    private final User user;
    private Json state = Json.NULL;
    private @Nullable View view;
    private @Nullable Cell cell;
    private long told = Long.MAX_VALUE;
    private boolean isWelcomeCut;
    private @Nullable Point leftFrom;
    private long summonedAt = Long.MIN_VALUE;

    /** @param user as others see it */
    SessionPresence(User user) {
        this.user = user;
    }

    void say(Json latest) {
        state = latest;
        view = null;
    }

    /** As others are told of it. */
    Peer peer() {
        return new Peer(user, state);
    }

    /** About how many bytes that is. */
    int bytes() {
        return user.json().length() + state.length();
    }

    /** Where its person is on the board. */
    View view() {
        if (view == null) {
            view = View.of(state);
        }
        return view;
    }

    /** Where its person looked when it was told who is there; null before. */
    @Nullable
    Cell cell() {
        return cell;
    }

    void cell(@Nullable Cell known) {
        cell = known;
    }

    /** The number in the {@link PresenceLog} up to which it was told of the others; none before it is welcomed. */
    long told() {
        return told;
    }

    void told(long upTo) {
        told = upTo;
    }

    /** Its welcome told of some of the others only. */
    boolean isWelcomeCut() {
        return isWelcomeCut;
    }

    void welcomeCut(boolean isCut) {
        isWelcomeCut = isCut;
    }

    /** It moves from where it is: those who see that place still take it to be there. */
    void leaves() {
        if (leftFrom == null) {
            leftFrom = view().cursor();
        }
    }

    /** Where those who were told of it saw it, until they hear of it again; null where it has not moved. */
    @Nullable
    Point leftFrom() {
        return leftFrom;
    }

    void seen() {
        leftFrom = null;
    }

    /** Whether it may ask all to come at this time; if so it has. */
    boolean summons(long now, long apartMs) {
        boolean may = summonedAt == Long.MIN_VALUE || now < summonedAt || now - summonedAt >= apartMs;
        if (may) {
            summonedAt = now;
        }
        return may;
    }
}
