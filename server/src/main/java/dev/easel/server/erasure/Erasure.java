package dev.easel.server.erasure;

import dev.easel.server.database.DatabaseAddress;
import dev.easel.server.offline.CommandDatabase;
import dev.easel.server.progress.Progress;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The command {@code erase}. It goes from project to project, those in the trash among them. What is done of it stays
 * done when it breaks off: the next run does the rest.
 */
public final class Erasure {
    private static final int DONE = 0;
    private static final int FAILED = 1;

    /** Somebody writes under the name at the same time. */
    private static final int NOT_ALL = 3;

    private static final String PROJECTS = """
            select id, created_at from project union all select id, created_at from trashed_project
             order by created_at, id""";

    private static final String AUDIT = """
            update audit set who = case when who = any (?) then 'erased' else who end,
                             subject = case when subject = any (?) then 'erased' else subject end
             where who = any (?) or subject = any (?)""";

    private static final List<String> FORGET = List.of(
            "delete from person where user_id = any (?) or name = any (?)",
            "delete from sign_in where user_id = any (?) or name = any (?)",
            "delete from access_request where user_id = any (?)",
            "update share_link set created_by = 'erased' where created_by = any (?)");

    private final CommandDatabase database;
    private final PrintStream out;
    private final PrintStream err;
    private final Progress progress;

    public Erasure(CommandDatabase database, PrintStream out, PrintStream err, Progress progress) {
        this.database = database;
        this.out = out;
        this.err = err;
        this.progress = progress;
    }

    /**
     * Replaces the names, see {@link Names}, wherever they stand as that of an author. Returns the exit code: 0; 1 when
     * it broke off; 3 when somebody has gone on to write under one of them.
     */
    public int of(List<String> names) {
        try {
            return database.use(address -> erase(address, new Names(names)));
        } catch (SQLException | IOException | RuntimeException failure) {
            progress.clear();
            err.println("not all is erased, run it again: " + failure.getMessage());
            return FAILED;
        }
    }

    private int erase(DatabaseAddress address, Names names) throws SQLException, IOException {
        long replaced = 0;
        int touched = 0;
        int busy = 0;
        try (Connection connection = address.connect()) {
            forget(connection, names);
            replaced += audit(connection, names);
            List<UUID> projects = projects(connection);
            for (int at = 0; at < projects.size(); at++) {
                String before = Progress.of(at, projects.size()) + " projects";
                progress.tell(() -> before);
                ErasedProject project = new ErasedProject(connection, projects.get(at), names);
                busy += project.erase() ? 0 : 1;
                replaced += project.replaced();
                touched += project.replaced() > 0 ? 1 : 0;
            }
        }
        progress.clear();
        out.println("erased: " + replaced + " times in " + touched + " projects");
        if (busy > 0) {
            err.println("somebody writes under the name in " + busy + " projects: run it again when they have left");
            return NOT_ALL;
        }
        return DONE;
    }

    /** Who acted, and upon whom. */
    private static long audit(Connection connection, Names names) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement told = connection.createStatement();
                PreparedStatement statement = connection.prepareStatement(AUDIT)) {
            told.execute("set local easel.audit = 'erasure'");
            Array all = connection.createArrayOf("text", names.ids());
            for (int i = 1; i <= 4; i++) {
                statement.setArray(i, all);
            }
            long replaced = statement.executeUpdate();
            connection.commit();
            return replaced;
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** What is known of them beside what they made: where they are signed in, that ends. */
    private static void forget(Connection connection, Names names) throws SQLException {
        Array all = connection.createArrayOf("text", names.ids());
        for (String sql : FORGET) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 1; i <= statement.getParameterMetaData().getParameterCount(); i++) {
                    statement.setArray(i, all);
                }
                statement.executeUpdate();
            }
        }
    }

    private static List<UUID> projects(Connection connection) throws SQLException {
        List<UUID> projects = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(PROJECTS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                projects.add(rows.getObject(1, UUID.class));
            }
        }
        return projects;
    }
}
