package io.github.avatarsync.simulation;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each protection, taken away: the simulation sees it within a few seeds, and not with the protection in place. More seeds with
 * {@code -Dsimulation.removals=10000}, others with {@code -Dsimulation.base=…}; one with {@code -Dsimulation.removal=…
 * -Dsimulation.seed=…}.
 */
class RemovalTest {
    private static final long SEEDS = Long.getLong("simulation.removals", 300);
    private static final long BASE = Long.getLong("simulation.base", 0);
    private static final int CONTROLS = 10;

    static Stream<Removal> protections() {
        return Arrays.stream(Removal.values()).filter(removal -> !removal.sabotage.harmless());
    }

    static Stream<Removal> conveniences() {
        return Arrays.stream(Removal.values()).filter(removal -> removal.sabotage.harmless());
    }

    private static Simulation without(Removal removal, Sabotage sabotage) {
        return new Simulation("-Dtest=RemovalTest -Dsimulation.removal=" + removal, removal.life, sabotage);
    }

    @ParameterizedTest
    @MethodSource("protections")
    void theSimulationSeesThatAProtectionIsGone(Removal removal) {
        Simulation simulation = without(removal, removal.sabotage);
        for (long seed = BASE; seed < BASE + SEEDS; seed++) {
            Optional<Violation> violation = simulation.violation(seed);
            if (violation.isPresent()) {
                System.out.println("without " + removal + ": seed " + seed + " violates "
                        + violation.get().getMessage().lines().findFirst().orElse(""));
                return;
            }
        }
        fail("nothing was violated in " + SEEDS + " seeds without " + removal);
    }

    @ParameterizedTest
    @MethodSource("protections")
    void theSameLivesAreSoundWithTheProtectionInPlace(Removal removal) {
        Simulation simulation = without(removal, removal.sabotage.control());
        for (long seed = BASE; seed < BASE + CONTROLS; seed++) {
            simulation.run(seed);
        }
    }

    @ParameterizedTest
    @MethodSource("conveniences")
    void nothingIsLostWithoutWhatOnlySavesWorkOrDoublesAProtection(Removal removal) {
        Simulation simulation = without(removal, removal.sabotage);
        for (long seed = BASE; seed < BASE + Math.max(SEEDS / 3, CONTROLS); seed++) {
            simulation.run(seed);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "simulation.removal", matches = ".+")
    void showsOneSeed() {
        Removal removal = Removal.valueOf(System.getProperty("simulation.removal"));
        without(removal, removal.sabotage).tell(Long.getLong("simulation.seed"));
    }
}
