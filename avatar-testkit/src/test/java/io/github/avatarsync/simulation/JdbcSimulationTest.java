package io.github.avatarsync.simulation;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The simulation over {@code JdbcAvatarStore}: the same lives and invariants, with records in a database.
 *
 * <p>Runs 8 seconds from seed 0, at least 20 seeds; larger: {@code -Dsimulation.jdbc.seeds=5000}, and {@code -Dsimulation.base=…} to
 * begin elsewhere.
 */
class JdbcSimulationTest {
    private static final Duration BOX = Duration.ofSeconds(8);
    private static final long AT_LEAST = 20;

    private final Simulation simulation =
            new Simulation("-Dtest=JdbcSimulationTest", Profile.EVERYTHING, Sabotage.NONE, RecordsInDatabase::new);

    @Test
    @DisabledIfSystemProperty(named = "simulation.seed", matches = ".+")
    void noInvariantIsEverViolated() {
        Long seeds = Long.getLong("simulation.jdbc.seeds");
        long base = Long.getLong("simulation.base", 0);
        long end = System.nanoTime() + BOX.toNanos();
        Figures figures = new Figures();
        for (long i = 0; seeds == null ? i < AT_LEAST || System.nanoTime() < end : i < seeds; i++) {
            figures.add(simulation.run(base + i).figures);
        }
        System.out.println("simulation over JDBC: " + figures);
    }

    @Test
    @EnabledIfSystemProperty(named = "simulation.seed", matches = ".+")
    void showsOneSeed() {
        simulation.tell(Long.getLong("simulation.seed"));
    }
}
