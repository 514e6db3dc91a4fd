package dev.easel.server.members;

import dev.easel.server.database.Database;
import dev.easel.server.database.Timestamps;
import dev.easel.server.identity.Person;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers what people are called, for those who see them in lists. Nobody waits for it. Used by all event loops. */
public final class People {
    /** People whose stored name is known; of more, the one who came longest ago is written again. */
    static final int MOST = 10_000;

    private static final String SEEN = """
            insert into person (user_id, name, seen_at) values ($1, $2, $3)
                on conflict (user_id) do update set name = excluded.name, seen_at = excluded.seen_at
                 where person.name <> excluded.name""";

    private final Database database;
    private final InstantSource clock;
    private final Map<String, String> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    };

    public People(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Somebody makes a call. */
    public void seen(Person person) {
        person.name()
                .filter(name -> isNew(person.user(), name))
                .ifPresent(name -> database.query(SEEN, Tuple.of(person.user(), name, Timestamps.of(clock.millis())))
                        .onFailure(_ -> forget(person.user())));
    }

    private synchronized boolean isNew(String user, String name) {
        return !name.equals(known.put(user, name));
    }

    private synchronized void forget(String user) {
        known.remove(user);
    }
}
