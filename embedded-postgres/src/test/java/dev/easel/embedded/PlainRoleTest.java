package dev.easel.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PlainRoleTest {
    private static final String OWNERS = """
            select string_agg(relname || ':' || relowner::regrole, ' ' order by relname) from pg_class
            where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'S')""";

    private Path data;
    private EmbeddedPostgres postgres;

    @BeforeEach
    void directory() throws IOException {
        data = TestHome.make();
    }

    @AfterEach
    void remove() throws IOException {
        if (postgres != null) {
            postgres.stop();
        }
        FileTrees.delete(data);
    }

    @Test
    @DisplayName("the server's role owns its database and is nothing beyond it")
    void plain() throws Exception {
        postgres = EmbeddedPostgres.start(data);
        PostgresAddress address = postgres.address();
        assertEquals("easel_server", address.user());
        assertEquals(
                "easel_server", Sql.ask(address, "select datdba::regrole from pg_database where datname = 'easel'"));
        assertEquals(
                "f",
                Sql.ask(
                        address,
                        "select rolsuper or rolcreatedb or rolcreaterole or rolreplication"
                                + " or rolbypassrls from pg_roles where rolname = current_user"));
        Sql.execute(address, "create table mine (x int)", "drop table mine");
        assertEquals(
                "42501",
                assertThrows(SQLException.class, () -> Sql.execute(address, "copy (select 1) to program 'true'"))
                        .getSQLState());
    }

    @Test
    @DisplayName("what an older version made as the superuser is given to the role, once, and stays usable")
    void before() throws Exception {
        postgres = EmbeddedPostgres.start(data);
        Sql.execute(
                postgres.superuser(),
                "alter database easel owner to easel",
                "drop owned by easel_server",
                "drop role easel_server",
                "create table project (id bigint generated always as identity, s serial, title text)",
                "insert into project (title) values ('kept')",
                "create view titles as select title from project",
                "create type mood as enum ('good')",
                "create function one() returns int language sql as 'select 1'",
                "create extension pg_stat_statements");
        postgres.stop();
        Files.delete(data.resolve("easel_server.password"));

        postgres = EmbeddedPostgres.start(data);
        PostgresAddress address = postgres.address();
        assertEquals(
                "pg_stat_statements:easel pg_stat_statements_info:easel project:easel_server"
                        + " project_id_seq:easel_server project_s_seq:easel_server titles:easel_server",
                Sql.ask(address, OWNERS));
        assertEquals("kept", Sql.ask(address, "select title from titles"));
        Sql.execute(
                address,
                "insert into project (title) values ('more')",
                "alter table project add column y int",
                "alter type mood add value 'better'",
                "alter function one() cost 7");
        assertEquals("2", Sql.ask(postgres.superuser(), "select count(*) from project"));
        postgres.stop();

        postgres = EmbeddedPostgres.start(data);
        assertEquals("2", Sql.ask(postgres.address(), "select count(*) from project"));
    }

    @Test
    @DisplayName("a lost password of the role is made again")
    void lost_password() throws Exception {
        postgres = EmbeddedPostgres.start(data);
        postgres.stop();
        Files.delete(data.resolve("easel_server.password"));
        postgres = EmbeddedPostgres.start(data);
        assertEquals("1", Sql.ask(postgres.address(), "select 1"));
    }
}
