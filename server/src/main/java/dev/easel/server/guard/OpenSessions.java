package dev.easel.server.guard;

import dev.easel.protocol.ServerMessage.Role;
import dev.easel.server.access.Standing;
import dev.easel.server.access.Standings;
import dev.easel.server.call.Lasting;
import dev.easel.server.call.Lasting.Ending;
import dev.easel.server.identity.Identity;
import dev.easel.server.log.Cause;
import dev.easel.server.log.Field;
import dev.easel.server.loop.Loop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sockets and feeds of this instance that are open, and what they were let in by. When somebody's rights in a
 * project have changed, all of that project are looked at again, in one statement; where the store does not answer,
 * until it does. Confined to its loop, but for the public methods.
 */
public final class OpenSessions {
    private static final Logger LOG = LoggerFactory.getLogger(OpenSessions.class);

    private static final long AGAIN_MS = 500;

    private final Loop loop;
    private final Standings standings;
    private final Map<UUID, Project> open = new HashMap<>();
    private final AtomicLong news = new AtomicLong();

    /** @param loop with a clock that tells the time of day */
    public OpenSessions(Loop loop, Standings standings) {
        this.loop = loop;
        this.standings = standings;
    }

    /** The rights of somebody in this project have changed. */
    public void changed(UUID project) {
        news.incrementAndGet();
        loop.execute(() -> lookAt(project));
    }

    /** It may have been missed that rights have changed. */
    public void missed() {
        news.incrementAndGet();
        loop.execute(() -> Set.copyOf(open.keySet()).forEach(this::lookAt));
    }

    /** The sign-ins by whose cookies something is open here. */
    public Future<Set<String>> signIns() {
        Promise<Set<String>> promise = Promise.promise();
        loop.execute(() -> promise.complete(open.values().stream()
                .flatMap(project -> project.sessions.stream())
                .flatMap(session -> session.who.signIn().stream())
                .collect(Collectors.toSet())));
        return promise.future();
    }

    /** Those whom this is so of are not signed in any more. */
    public void signOut(Predicate<Identity> who) {
        loop.execute(() -> open.values()
                .forEach(project -> Set.copyOf(project.sessions).stream()
                        .filter(session -> who.test(session.who))
                        .forEach(session -> session.lasting.end(Ending.SIGNED_OUT))));
    }

    /** How much has been heard so far: to be asked before somebody's rights are looked up, and told to {@link #add}. */
    long news() {
        return news.get();
    }

    /**
     * Something is open from now on.
     *
     * @param role that it was let in with
     * @param before what had been heard before that was looked up
     * @param changesAt when the role changes by itself, as {@link Standing#changesAt}
     * @return must be run when it is not open any more
     */
    Runnable add(UUID project, Identity who, Role role, long before, OptionalLong changesAt, Lasting lasting) {
        Session session = new Session(who, role, lasting);
        loop.execute(() -> {
            if (session.isGone) {
                return;
            }
            open.computeIfAbsent(project, _ -> new Project()).sessions.add(session);
            session.end = at(who.endsAt(), () -> lasting.end(Ending.SIGNED_OUT));
            session.change = at(changesAt, () -> lookAt(project));
            if (news.get() != before) {
                lookAt(project); // it may have been about this one
            }
        });
        return () -> loop.execute(() -> remove(project, session));
    }

    private void remove(UUID project, Session session) {
        session.isGone = true;
        cancel(session.end);
        cancel(session.change);
        Project all = open.get(project);
        if (all != null && all.sessions.remove(session) && all.sessions.isEmpty()) {
            open.remove(project);
        }
    }

    private Loop.@Nullable Timer at(OptionalLong time, Runnable task) {
        return time.isEmpty() ? null : loop.after(Math.max(0, time.getAsLong() - loop.now()), task);
    }

    private static void cancel(Loop.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    private void lookAt(UUID id) {
        Project project = open.get(id);
        if (project == null) {
            return;
        }
        if (project.isAsked) {
            project.asksAgain = true;
            return;
        }
        project.isAsked = true;
        project.asksAgain = false;
        List<Session> sessions = List.copyOf(project.sessions);
        List<Identity> who = sessions.stream().map(it -> it.who).distinct().toList();
        loop.bring(standings.of(id, who)).onComplete((found, failure) -> {
            project.isAsked = false;
            if (failure != null) {
                LOG.atWarn()
                        .addKeyValue(Field.PROJECT, id)
                        .addKeyValue(Field.ERROR, Cause.of(failure))
                        .log("Whether people still have access cannot be looked up, and is tried again");
                loop.after(AGAIN_MS, () -> lookAt(id));
                return;
            }
            Map<Identity, Standing> known = new HashMap<>();
            for (int i = 0; i < who.size(); i++) {
                known.put(who.get(i), found.get(i));
            }
            sessions.forEach(session -> looked(id, session, known.get(session.who)));
            if (project.asksAgain) {
                lookAt(id);
            }
        });
    }

    private void looked(UUID project, Session session, @Nullable Standing standing) {
        if (session.isGone || standing == null || !standing.exists()) {
            return; // a project that is gone is told otherwise
        }
        cancel(session.change);
        session.change = at(standing.changesAt(), () -> lookAt(project));
        session.told(standing.role());
    }

    private static final class Project {
        private final Set<Session> sessions = new HashSet<>();
        private boolean isAsked;
        private boolean asksAgain;
    }

    private static final class Session {
        private final Identity who;
        private final Lasting lasting;
        private Role role;
        private Loop.@Nullable Timer end;
        private Loop.@Nullable Timer change;
        private boolean isGone;

        Session(Identity who, Role role, Lasting lasting) {
            this.who = who;
            this.role = role;
            this.lasting = lasting;
        }

        void told(Optional<Role> now) {
            if (now.isEmpty()) {
                lasting.end(Ending.REVOKED);
            } else if (now.get() != role) {
                role = now.get();
                lasting.role(role);
            }
        }
    }
}
