package dev.easel.bench.tables;

import dev.easel.bench.load.Shapes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.IntStream;

/**
 * Boards that nobody has open, written by SQL. What a table may waste before PostgreSQL cleans it up is a part of all
 * its rows, and not only of those that change.
 */
final class IdleBoards {
    /** Objects that differ; the others are like one of them. */
    private static final int KINDS = 100;

    private static final String BOARDS = """
            with board as (select gen_random_uuid() as id, gen_random_uuid() as version, n
                             from generate_series(1, ?) as n),
                 version as (
                insert into version (project_id, id, kind, created_at, base_seq, head_seq)
                select id, version, 'auto', now() - n * interval '1 min', 0, 1 from board),
                 project as (
                insert into project (id, title, created_at, updated_at, epoch, seq, checkpoint_seq, active_version)
                select id, 'A board of somebody, number ' || n, now() - n * interval '1 min', now(), 1, 1, 1, version
                  from board)
            insert into canvas_object (project_id, id, props, seq, updated_at, updated_by)
            select id, 'element-' || k, (?::text[])[1 + k % ?]::jsonb, 1, now(), 'anonymous'
              from board, generate_series(1, ?) as k""";

    private IdleBoards() {}

    static void write(Connection connection, int boards, int objectsOfEach) throws SQLException {
        String[] kinds =
                IntStream.range(0, KINDS).mapToObj(i -> Shapes.element(i, i)).toArray(String[]::new);
        try (PreparedStatement insert = connection.prepareStatement(BOARDS);
                Statement vacuum = connection.createStatement()) {
            insert.setInt(1, boards);
            insert.setArray(2, connection.createArrayOf("text", kinds));
            insert.setInt(3, kinds.length);
            insert.setInt(4, objectsOfEach);
            insert.executeUpdate();
            vacuum.execute("vacuum analyze project, canvas_object, version");
        }
    }
}
