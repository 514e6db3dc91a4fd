package dev.easel.server.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.protocol.ServerMessage.Role;
import dev.easel.server.access.Standing;
import dev.easel.server.call.Lasting;
import dev.easel.server.identity.Identity;
import dev.easel.server.identity.Person;
import dev.easel.server.room.TestLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class OpenSessionsTest {
    private static final UUID PROJECT = new UUID(0, 1);

    private final TestLoop loop = new TestLoop();
    private final Map<String, Optional<Role>> roles = new HashMap<>();
    private final List<String> told = new ArrayList<>();
    private int asked;
    private Promise<Void> answering = null;
    private boolean isDown;
    private OptionalLong changesAt = OptionalLong.empty();

    private final OpenSessions sessions = new OpenSessions(loop, (_, who) -> {
        asked++;
        if (isDown) {
            return Future.failedFuture(new IllegalStateException("down"));
        }
        List<Standing> all = who.stream()
                .map(it -> new Standing(
                        true,
                        false,
                        roles.getOrDefault(it.person().orElseThrow().user(), Optional.empty()),
                        Optional.empty(),
                        changesAt))
                .toList();
        return answering == null
                ? Future.succeededFuture(all)
                : answering.future().map(all);
    });

    private Runnable open(String user, Role role, long endsAt) {
        return open(user, role, endsAt, sessions.news());
    }

    private Runnable open(String user, Role role, long endsAt, long before) {
        roles.putIfAbsent(user, Optional.of(role));
        Identity who = Identity.of(new Person(user, Optional.empty()), endsAt);
        Runnable ended = sessions.add(PROJECT, who, role, before, changesAt, new Lasting() {
            @Override
            public void role(Role now) {
                told.add(user + " " + now);
            }

            @Override
            public void end(Ending why) {
                told.add(user + " " + why);
            }
        });
        loop.run();
        return ended;
    }

    private void changed() {
        sessions.changed(PROJECT);
        loop.run();
    }

    @Test
    @DisplayName("A2 A3 who has another role is told, who has none is ended, and nobody else hears of it")
    void changes() {
        open("ada", Role.OWNER, Long.MAX_VALUE / 2);
        open("eve", Role.EDITOR, Long.MAX_VALUE / 2);
        open("vic", Role.VIEWER, Long.MAX_VALUE / 2);
        roles.put("eve", Optional.of(Role.VIEWER));
        roles.put("vic", Optional.empty());
        changed();
        assertEquals(
                List.of("eve VIEWER", "vic REVOKED"), told.stream().sorted().toList());
        assertEquals(1, asked);
        sessions.changed(new UUID(0, 9));
        loop.run();
        assertEquals(1, asked, "nothing is open there");
    }

    @Test
    @DisplayName("A3 what changed between the look-up and the opening is not missed")
    void race() {
        roles.put("eve", Optional.empty());
        long before = sessions.news();
        sessions.changed(PROJECT);
        open("eve", Role.EDITOR, Long.MAX_VALUE / 2, before);
        assertEquals(List.of("eve REVOKED"), told);
    }

    @Test
    @DisplayName("A3 where the store does not answer it is asked again, and what comes meanwhile is asked after that")
    void again() {
        open("eve", Role.EDITOR, Long.MAX_VALUE / 2);
        roles.put("eve", Optional.empty());
        isDown = true;
        changed();
        assertEquals(List.of(), told);
        isDown = false;
        answering = Promise.promise();
        loop.pass(1_000);
        changed();
        changed();
        assertEquals(2, asked);
        Promise<Void> first = answering;
        answering = null;
        first.complete();
        loop.run();
        assertEquals(3, asked);
        assertEquals("eve REVOKED", told.getFirst());
    }

    @Test
    @DisplayName("A3 a share link that reaches its end is noticed then, also one that was made to end later since")
    void link_ends() {
        changesAt = OptionalLong.of(loop.now() + 5_000);
        open("eve", Role.EDITOR, Long.MAX_VALUE / 2);
        changesAt = OptionalLong.of(loop.now() + 9_000);
        changed();
        loop.pass(5_000);
        assertEquals(1, asked, "it ends later now");
        changesAt = OptionalLong.empty();
        roles.put("eve", Optional.empty());
        loop.pass(4_000);
        assertEquals(List.of("eve REVOKED"), told);
    }

    @Test
    @DisplayName("A4 what somebody was let in by ends, and a session that has ended hears nothing")
    void ends() {
        open("ada", Role.OWNER, loop.now() + 5_000);
        Runnable eve = open("eve", Role.EDITOR, loop.now() + 5_000);
        eve.run();
        loop.run();
        loop.pass(5_000);
        assertEquals(List.of("ada SIGNED_OUT"), told);
        sessions.signOut(it -> it.person().orElseThrow().user().equals("ada"));
        loop.run();
        assertEquals(List.of("ada SIGNED_OUT", "ada SIGNED_OUT"), told);
    }
}
