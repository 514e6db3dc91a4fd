package dev.easel.embedded;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The role that the server speaks to PostgreSQL as. It owns the server's database and may do nothing beyond it; the
 * superuser is for starting, for people, and for backups. What older versions made as the superuser is given to it.
 */
final class PlainRole {
    static final String NAME = "easel_server";

    /** Made together with the files. */
    static final String SUPERUSER = "easel";

    private static final String NEEDED = "login nosuperuser nocreatedb nocreaterole noreplication nobypassrls";

    /** Statements that give what the superuser has in the schema public; sequences of columns follow their tables. */
    private static final String TO_GIVE = """
            select format('alter %%s %%s owner to %1$s', kind, name)
            from (
              select 'pg_class'::regclass as catalog, oid, relowner as owner, relnamespace as schema,
                     oid::regclass::text as name,
                     case relkind when 'S' then 'sequence' when 'v' then 'view' when 'f' then 'foreign table'
                                  when 'm' then 'materialized view' else 'table' end as kind
              from pg_class where relkind in ('r', 'p', 'v', 'm', 'S', 'f')
              union all
              select 'pg_proc'::regclass, oid, proowner, pronamespace, oid::regprocedure::text, 'routine' from pg_proc
              union all
              select 'pg_type'::regclass, t.oid, typowner, typnamespace, t.oid::regtype::text, 'type'
              from pg_type t left join pg_class c on c.oid = typrelid
              where typcategory <> 'A' and (typrelid = 0 or c.relkind = 'c')) object
            where schema = 'public'::regnamespace and owner = '%2$s'::regrole
            and not exists (select from pg_depend d where d.classid = catalog and d.objid = object.oid
                            and (d.deptype = 'e' or kind = 'sequence' and d.deptype in ('a', 'i')))
            order by kind, name""".formatted(NAME, SUPERUSER);

    private PlainRole() {}

    /**
     * Creates the role, or makes it what it must be.
     *
     * @param password of letters and digits
     */
    static void make(Connection superuser, String password) throws SQLException {
        String verb = isThere(superuser, "select from pg_roles where rolname = '" + NAME + "'") ? "alter" : "create";
        execute(superuser, verb + " role " + NAME + " " + NEEDED + " password '" + password + "'");
    }

    /** Creates the database for the role, unless there is one. */
    static void makeDatabase(Connection superuser, String database) throws SQLException {
        if (!isThere(superuser, "select from pg_database where datname = '" + database + "'")) {
            execute(superuser, "create database " + database + " owner " + NAME);
        }
    }

    /**
     * Gives the role what the superuser has in the database that it is connected to; all of it or nothing. The second
     * time there is nothing to give. Returns how many objects it was.
     */
    static int give(Connection superuser, String database) throws SQLException {
        superuser.setAutoCommit(false);
        List<String> statements = new ArrayList<>();
        try (Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery(TO_GIVE)) {
            while (rows.next()) {
                statements.add(rows.getString(1));
            }
        }
        if (isThere(
                superuser,
                "select from pg_database where datname = '" + database + "' and datdba <> '" + NAME + "'::regrole")) {
            statements.add("alter database " + database + " owner to " + NAME);
        }
        for (String give : statements) {
            execute(superuser, give);
        }
        superuser.commit();
        return statements.size();
    }

    private static boolean isThere(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
