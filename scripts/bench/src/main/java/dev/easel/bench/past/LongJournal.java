package dev.easel.bench.past;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/**
 * A project with a long past, written by SQL: objects that are put first and changed afterwards, mostly moved, by five
 * people in turns, with pauses in between. One event in a hundred deletes an object and one puts it again.
 */
final class LongJournal {
    private static final int AT_ONCE = 50_000;

    private static final String EVENTS = """
            insert into event (project_id, seq, epoch, at, actor, client, edit, changes)
            select ?, n, 1,
                   timestamptz '2026-01-01' + n * interval '2 s' + n / 700 * interval '15 min',
                   'Person ' || n / 50 % 5, ('c11e0000-0000-4000-8000-00000000000' || n / 50 % 5)::uuid, n,
                   (case when n <= ? or n % 100 = 1 then format(
                        '[{"op":"put","id":"element-%1$s","props":{"type":"rectangle","x":%1$s,"y":%2$s,"width":120,'
                        '"height":80,"angle":0,"strokeColor":"#1e1e1e","backgroundColor":"transparent",'
                        '"fillStyle":"solid","strokeWidth":2,"strokeStyle":"solid","roughness":1,"opacity":100,'
                        '"groupIds":[],"frameId":null,"index":"a%1$s","roundness":null,"seed":%2$s,"boundElements":[],'
                        '"link":null,"locked":false}}]', object, n)
                    when n % 100 = 0 then format('[{"op":"delete","id":"element-%s"}]', object)
                    else format('[{"op":"patch","id":"element-%s","set":{"x":%s.25,"y":%s.5}}]',
                                object, n % 5000, n % 3000)
                    end)::json
              from (select n, case when n <= ? then n when n % 100 = 1 then place(n - 1) else place(n) end as object
                      from generate_series(?::bigint, ?::bigint) as n) as numbered""";

    /** People work at one place of the board for a while: a fiftieth of it. */
    private static final String PLACE = """
            create or replace function place(n bigint) returns bigint language sql immutable as
            $$ select 1 + (n / 2000 * 7919 %% 50 * (%1$d / 50) + n * 7907 %% (%1$d / 50)) %% %1$d $$""";

    private LongJournal() {}

    static void write(Connection connection, UUID project, int objects, int events) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(PLACE.formatted(objects));
        }
        for (int from = 1; from <= events; from += AT_ONCE) {
            try (PreparedStatement statement = connection.prepareStatement(EVENTS)) {
                statement.setObject(1, project);
                statement.setInt(2, objects);
                statement.setInt(3, objects);
                statement.setLong(4, from);
                statement.setLong(5, Math.min(events, from + AT_ONCE - 1L));
                statement.executeUpdate();
            }
        }
        try (PreparedStatement statement = connection.prepareStatement("update project set seq = ? where id = ?")) {
            statement.setLong(1, events);
            statement.setObject(2, project);
            statement.executeUpdate();
        }
    }

    /** The one number that a query gives. */
    static long number(Connection connection, String query, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
