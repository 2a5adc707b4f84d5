package io.github.avatarsync.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.avatarsync.testkit.Operation;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The real façade and engine through as many simulated lives as fit into the time box: {@code -Dsimulation.seeds=1000000} runs
 * that many, {@code -Dsimulation.seed=…} shows one.
 */
class SimulationTest {
    private static final Duration BOX = Duration.ofSeconds(45);
    private static final long AT_LEAST = 2_000;

    private final Simulation simulation = new Simulation("-Dtest=SimulationTest", Profile.EVERYTHING, Sabotage.NONE);

    @Test
    @DisabledIfSystemProperty(named = "simulation.seed", matches = ".+")
    void noInvariantIsEverViolated() {
        Figures figures = simulation.run(
                "simulation",
                Long.getLong("simulation.base", System.currentTimeMillis() * 1_000),
                Long.getLong("simulation.seeds"),
                BOX,
                AT_LEAST);
        if (figures.seeds >= AT_LEAST) {
            assertEquals(EnumSet.allOf(Operation.class), figures.diedBefore, "a crash before every call");
            assertEquals(EnumSet.allOf(Operation.class), figures.diedAfter, "a crash after every call");
        }
    }

    @Test
    void theSameSeedGivesTheSameEvents() {
        for (long seed = 0; seed < 20; seed++) {
            assertEquals(
                    simulation.run(seed).trace.hash(),
                    simulation.run(seed).trace.hash(),
                    "seed " + seed);
            assertNotEquals(
                    simulation.run(seed).trace.hash(),
                    simulation.run(seed + 1).trace.hash());
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "simulation.seed", matches = ".+")
    void showsOneSeed() {
        simulation.tell(Long.getLong("simulation.seed"));
    }
}
