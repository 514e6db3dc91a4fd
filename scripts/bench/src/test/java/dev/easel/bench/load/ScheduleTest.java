package dev.easel.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    private final Schedule schedule = new Schedule(1_000, 50_000_000, 20, 7);

    @Test
    void clientsTakeTurns() {
        assertEquals(0, schedule.client(0));
        assertEquals(19, schedule.client(19));
        assertEquals(0, schedule.client(20));
        assertEquals(7, schedule.edit(19));
        assertEquals(8, schedule.edit(20));
    }

    @Test
    void turnsAreSpreadEvenly() {
        assertEquals(1_000, schedule.due(0));
        assertEquals(2_500_000, schedule.due(1) - schedule.due(0));
        assertEquals(50_000_000, schedule.due(25) - schedule.due(5));
        assertEquals(400, schedule.perSecond());
    }

    @Test
    void whenAnEditWasDueFollowsFromItsNumber() {
        for (long turn = 0; turn < 1_000; turn++) {
            assertEquals(schedule.due(turn), schedule.due(schedule.client(turn), schedule.edit(turn)));
        }
    }

    @Test
    void editsOfAnEarlierScheduleWereDueBeforeThisOneBegins() {
        assertEquals(1_000 - 50_000_000, schedule.due(0, 6));
    }
}
