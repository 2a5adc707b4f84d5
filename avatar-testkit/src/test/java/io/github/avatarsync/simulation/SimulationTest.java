package io.github.avatarsync.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.avatarsync.testkit.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
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
        Long seeds = Long.getLong("simulation.seeds");
        long base = Long.getLong("simulation.base", System.currentTimeMillis() * 1_000);
        long end = System.nanoTime() + BOX.toNanos();
        Figures figures = new Figures();
        List<AssertionError> failures = new ArrayList<>();
        for (long i = 0; seeds == null ? i < AT_LEAST || System.nanoTime() < end : i < seeds; i++) {
            try {
                figures.add(simulation.run(base + i).figures);
            } catch (AssertionError e) {
                figures.seeds++;
                figures.violations++;
                failures.add(e);
            }
        }
        System.out.println("simulation: " + figures);
        System.out.println("simulated from seed " + base + ": " + figures.details());
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
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
