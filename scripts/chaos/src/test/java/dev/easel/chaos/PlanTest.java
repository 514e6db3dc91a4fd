package dev.easel.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PlanTest {
    @Test
    @DisplayName("disasters are spread evenly over the kinds")
    void evenly() {
        Plan.Disasters disasters = disasters("--instances", "3", "--disasters", "5", "--kinds", "kill,pause");
        assertEquals(Map.of(Disaster.KILL, 3, Disaster.PAUSE, 2), disasters.kinds());
    }

    @Test
    @DisplayName("without kinds there are all of them, and of a database that is given those that leave it alone")
    void every_kind() {
        assertEquals(
                Disaster.values().length, disasters("--instances", "3").kinds().size());
        assertTrue(disasters("--instances", "3", "--database", "postgres://a@b/c").kinds().keySet().stream()
                .noneMatch(Disaster::needsStandby));
    }

    @Test
    @DisplayName("what a plan says of itself makes the same plan")
    void again() {
        for (Plan plan : new Plan[] {
            Plan.of("--kills", "7", "--seed", "3"),
            Plan.of("--instances", "2", "--balancer", "haproxy", "--disasters", "9", "--seed", "4")
        }) {
            assertEquals(plan, Plan.of(plan.toString().split(" ")));
        }
    }

    @Test
    @DisplayName("options that do not belong together, or mean nothing, are told")
    void wrong() {
        for (String wrong : new String[] {
            "--instances 3 --kills 5",
            "--disasters 5",
            "--instances 1",
            "--instances 3 --balancer apache",
            "--instances 3 --kinds flood",
            "--instances 3 --kinds failover --database postgres://a@b/c",
            "--failovers 1 --database postgres://a@b/c",
            "--kills",
            "--kills many"
        }) {
            assertThrows(IllegalArgumentException.class, () -> Plan.of(wrong.split(" ")), wrong);
        }
    }

    private static Plan.Disasters disasters(String... options) {
        return (Plan.Disasters) Plan.of(options).script();
    }
}
