package io.github.avatarsync.simulation;

import jakarta.annotation.Nullable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs seeds, and tells how to repeat the one that failed. */
final class Simulation {
    private final String test;
    private final Profile profile;
    private final Sabotage sabotage;
    private final Supplier<Records> disks;

    /**
     * Makes it.
     *
     * @param test what to run to see a seed again, as options of Maven
     * @param profile what is likely
     * @param sabotage what is taken away
     */
    Simulation(String test, Profile profile, Sabotage sabotage) {
        this(test, profile, sabotage, Records::inMemory);
    }

    /** {@code disks} gives each device something of its own to keep its records in. */
    Simulation(String test, Profile profile, Sabotage sabotage, Supplier<Records> disks) {
        this.disks = disks;
        this.test = test;
        this.profile = profile;
        this.sabotage = sabotage;
    }

    /** Runs one seed; a violation comes out with the command that repeats it. */
    World run(long seed) {
        World world = new World(seed, profile, sabotage, disks, false);
        try {
            world.run();
            return world;
        } catch (Violation e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage() + System.lineSeparator() + replay(seed), e);
        } catch (RuntimeException | Error e) {
            throw new AssertionError("seed " + seed + " ended in " + e + System.lineSeparator() + replay(seed), e);
        }
    }

    /**
     * Runs many seeds, goes on after one that fails, and prints the figures.
     *
     * @param name of the line that is printed
     * @param base the first seed
     * @param seeds how many; null for as many as fit into the box
     * @param box for how long, if no number is given
     * @param least how many anyhow
     * @return what happened
     * @throws AssertionError the first failure
     */
    Figures run(String name, long base, @Nullable Long seeds, Duration box, long least) {
        long end = System.nanoTime() + box.toNanos();
        Figures figures = new Figures();
        List<AssertionError> failures = new ArrayList<>();
        for (long i = 0; seeds == null ? i < least || System.nanoTime() < end : i < seeds; i++) {
            try {
                figures.add(run(base + i).figures);
            } catch (AssertionError e) {
                figures.seeds++;
                figures.violations++;
                failures.add(e);
            }
        }
        System.out.println(name + ": " + figures);
        System.out.println("simulated from seed " + base + ": " + figures.details());
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
        return figures;
    }

    /** Runs one seed that may well violate something. */
    Optional<Violation> violation(long seed) {
        try {
            new World(seed, profile, sabotage, disks, false).run();
            return Optional.empty();
        } catch (Violation e) {
            return Optional.of(e);
        }
    }

    /** Prints everything that happens in one seed, and whether it violates anything. */
    void tell(long seed) {
        World world = new World(seed, profile, sabotage, disks, true);
        try {
            world.run();
        } finally {
            world.trace.lines().forEach(System.out::println);
            System.out.println("event hash " + Long.toHexString(world.trace.hash()));
        }
    }

    private String replay(long seed) {
        return "replay: mvn -B verify -pl avatar-testkit -am -Dsurefire.failIfNoSpecifiedTests=false " + test
                + " -Dsimulation.seed=" + seed;
    }
}
