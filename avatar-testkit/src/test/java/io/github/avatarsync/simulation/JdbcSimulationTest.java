package io.github.avatarsync.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
        simulation.run(
                "simulation over JDBC",
                Long.getLong("simulation.base", 0),
                Long.getLong("simulation.jdbc.seeds"),
                BOX,
                AT_LEAST);
    }

    /** Another life than in memory: of what is due at the same moment, each store takes what it likes first. */
    @Test
    void theSameSeedGivesTheSameEvents() {
        for (long seed = 0; seed < 5; seed++) {
            assertEquals(
                    simulation.run(seed).trace.hash(),
                    simulation.run(seed).trace.hash(),
                    "seed " + seed);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "simulation.seed", matches = ".+")
    void showsOneSeed() {
        simulation.tell(Long.getLong("simulation.seed"));
    }
}
