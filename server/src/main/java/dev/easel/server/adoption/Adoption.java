package dev.easel.server.adoption;

import dev.easel.server.database.DatabaseAddress;
import dev.easel.server.identity.UserIds;
import dev.easel.server.offline.CommandDatabase;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The command {@code adopt}. Projects that have an owner are left as they are, so that it can be run again. Servers may
 * run meanwhile: they ask each time who is let in.
 */
public final class Adoption {
    private static final int DONE = 0;
    private static final int FAILED = 1;

    /** Some of the projects that were named have an owner, or are not there. */
    private static final int NOT_ALL = 3;

    /** A thousand in one statement; those in the trash, too. */
    private static final String ADOPT = """
            with orphans as (
                select id from (select id from project union all select id from trashed_project) as there
                 where (?::uuid[] is null or id = any (?::uuid[]))
                   and not exists (select from member where project_id = there.id and role = 'owner')
                 limit 1000),
            listed as (
                insert into user_project (user_id, project_id, since)
                select ?, id, clock_timestamp() from orphans on conflict do nothing)
            insert into member (project_id, user_id, role, since)
            select id, ?, 'owner', clock_timestamp() from orphans
                on conflict (project_id, user_id) do update set role = excluded.role""";

    private static final String OWNED = """
            select count(*) from member
             where project_id = any (?::uuid[]) and user_id = ? and role = 'owner'""";

    private final CommandDatabase database;
    private final PrintStream out;
    private final PrintStream err;

    public Adoption(CommandDatabase database, PrintStream out, PrintStream err) {
        this.database = database;
        this.out = out;
        this.err = err;
    }

    /**
     * Makes somebody the owner of these projects, or of all, where they have none. Returns the exit code: 0; 1 when it
     * broke off; 3 when some of these projects are not theirs after all.
     *
     * @param projects none for all
     */
    public int by(String user, List<UUID> projects) {
        if (!UserIds.isValid(user)) {
            err.println("a user id is 1 to " + UserIds.MOST + " characters");
            return FAILED;
        }
        try {
            return database.use(address -> adopt(address, user, projects));
        } catch (SQLException | IOException | RuntimeException failure) {
            err.println("not all could be given, run it again: " + failure.getMessage());
            return FAILED;
        }
    }

    private int adopt(DatabaseAddress address, String user, List<UUID> projects) throws SQLException, IOException {
        try (Connection connection = address.connect()) {
            @Nullable Array named = projects.isEmpty() ? null : connection.createArrayOf("uuid", projects.toArray());
            long given = 0;
            int some;
            do {
                some = some(connection, named, user);
                given += some;
            } while (some > 0);
            out.println(given + " projects belong to " + user + " now");
            if (named != null
                    && owned(connection, named, user)
                            < projects.stream().distinct().count()) {
                err.println("some of these have another owner, or are not there: an owner can let " + user + " in");
                return NOT_ALL;
            }
            return DONE;
        }
    }

    private static int some(Connection connection, @Nullable Array named, String user) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADOPT)) {
            statement.setArray(1, named);
            statement.setArray(2, named);
            statement.setString(3, user);
            statement.setString(4, user);
            return statement.executeUpdate();
        }
    }

    private static long owned(Connection connection, Array named, String user) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OWNED)) {
            statement.setArray(1, named);
            statement.setString(2, user);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
