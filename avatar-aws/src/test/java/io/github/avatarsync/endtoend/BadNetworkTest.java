package io.github.avatarsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.endtoend.NetworkFault.Cut;
import io.github.avatarsync.endtoend.NetworkFault.Latency;
import io.github.avatarsync.endtoend.NetworkFault.Portal;
import io.github.avatarsync.endtoend.NetworkFault.Refuse;
import io.github.avatarsync.endtoend.NetworkFault.Reset;
import io.github.avatarsync.endtoend.NetworkFault.Silence;
import io.github.avatarsync.endtoend.NetworkFault.Throttle;
import io.github.avatarsync.endtoend.NetworkFault.Way;
import io.github.avatarsync.localaws.LocalAws;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Everything that goes over the network, over a network that is bad: while it is, nothing wrong is taken for done and few requests
 * are made; once it is well again, everything gets through in the time that is promised.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadNetworkTest {
    private static final int ATTEMPTS_WHILE_BAD = 3;
    private static final int ATTEMPTS_WHEN_WELL = 60;
    private static final int TRIES_OF_THE_SDK = 3;
    /** Two files or parts; or the end of an upload in parts, and twice its undoing. */
    private static final int REQUESTS_OF_AN_ATTEMPT = 3;

    private static final Duration PROMISED = Duration.ofMinutes(15).plusSeconds(90);

    private static final List<NetworkFault> FAULTS = List.of(
            new Latency(Duration.ofMillis(20)),
            new Throttle(4 * 1024 * 1024),
            new Cut(Way.UP, 100),
            new Cut(Way.DOWN, 30),
            new Reset(Way.UP, 100),
            new Reset(Way.DOWN, 30),
            new Silence(Way.UP, 0),
            new Silence(Way.DOWN, 0),
            new Refuse(),
            new Portal());

    /** Those that teach something new about megabytes, which take their time. */
    private static final Set<NetworkFault> LARGE = Set.of(
            new Throttle(4 * 1024 * 1024),
            new Cut(Way.DOWN, 30),
            new Silence(Way.UP, 0),
            new Silence(Way.DOWN, 0),
            new Refuse(),
            new Portal());

    /** A fault and what meets it. */
    private record Combination(Errand.Kind errand, NetworkFault fault) {}

    /** What came of a combination. */
    private record Outcome(int requestsMet, Duration untilThrough) {}

    private final ExecutorService threads = Executors.newFixedThreadPool(16);
    private final AtomicInteger users = new AtomicInteger();
    private final Collection<Outcome> outcomes = new ArrayList<>();
    private LocalAws aws;

    @BeforeAll
    void start() throws IOException {
        aws = LocalAws.start();
        // The first requests of a process take seconds.
        try (Bench bench = new Bench(aws, "first")) {
            bench.synced();
        }
    }

    @AfterAll
    void stop() {
        threads.shutdownNow();
        aws.close();
    }

    private static List<Combination> combinations() {
        List<Combination> all = new ArrayList<>();
        for (Errand.Kind errand : Errand.Kind.values()) {
            boolean large = errand == Errand.Kind.PUT_PART || errand == Errand.Kind.COMPLETE;
            FAULTS.stream()
                    .filter(fault -> !large || LARGE.contains(fault))
                    .forEach(fault -> all.add(new Combination(errand, fault)));
        }
        // In the middle of a body.
        all.add(new Combination(Errand.Kind.PUT, new Cut(Way.UP, 12_000)));
        all.add(new Combination(Errand.Kind.PUT, new Silence(Way.UP, 12_000)));
        all.add(new Combination(Errand.Kind.PUT_PART, new Cut(Way.UP, 3_000_000)));
        all.add(new Combination(Errand.Kind.PUT_PART, new Reset(Way.UP, 3_000_000)));
        all.add(new Combination(Errand.Kind.GET, new Cut(Way.DOWN, 12_000)));
        all.add(new Combination(Errand.Kind.GET, new Reset(Way.DOWN, 12_000)));
        all.add(new Combination(Errand.Kind.GET, new Silence(Way.DOWN, 12_000)));
        return all;
    }

    @TestFactory
    Collection<DynamicTest> whateverTheNetworkDidEverythingGetsThroughOnceItIsWell() {
        List<DynamicTest> tests = new ArrayList<>();
        // What is waited for is mostly the end of somebody's patience: side by side.
        for (Combination combination : combinations()) {
            Future<Outcome> running = threads.submit(() -> run(combination));
            tests.add(DynamicTest.dynamicTest(
                    combination.errand() + " over " + combination.fault(),
                    () -> outcomes.add(running.get(2, TimeUnit.MINUTES))));
        }
        tests.add(DynamicTest.dynamicTest("the sum", () -> report(tests.size() - 1)));
        return tests;
    }

    private void report(int combinations) {
        int requests = outcomes.stream().mapToInt(Outcome::requestsMet).sum();
        Duration longest = outcomes.stream()
                .map(Outcome::untilThrough)
                .max(Duration::compareTo)
                .orElseThrow();
        System.out.println("bad network: " + combinations + " combinations, " + requests
                + " requests met a fault, converged " + outcomes.size() + ", wrong 0, longest " + longest.toSeconds()
                + " s of virtual time after it was well");
        assertTrue(outcomes.size() == combinations, "some did not get through");
    }

    private Outcome run(Combination combination) throws Exception {
        try (Bench bench = new Bench(aws, "user" + users.incrementAndGet())) {
            Errand errand = combination.errand().start.on(bench);
            bench.network.begin(combination.fault(), combination.errand().request);
            boolean refused = combination.fault() instanceof Refuse;
            boolean through = false;
            int attempts = 0;
            // On a busy machine a request before the one that is meant may be given up.
            for (int i = 0; i < ATTEMPTS_WHEN_WELL && attempts < ATTEMPTS_WHILE_BAD && !through; i++) {
                through = errand.attempt();
                attempts += refused || bench.network.met() > 0 ? 1 : 0;
                bench.assertNothingWrongIsSynced();
            }
            int met = bench.network.met();
            assertTrue(refused || met > 0, "no request met the fault");
            assertTrue(combination.fault().mayLand() || !through, "it got through");
            assertTrue(
                    met <= ATTEMPTS_WHILE_BAD * TRIES_OF_THE_SDK * REQUESTS_OF_AN_ATTEMPT,
                    () -> "too many requests: " + met);

            bench.network.end();
            Instant well = bench.clock.instant();
            for (int i = 0; i < ATTEMPTS_WHEN_WELL && !through; i++) {
                through = errand.attempt();
            }
            assertTrue(through, "it never got through");
            errand.verify();
            Duration took = Duration.between(well, bench.clock.instant());
            assertTrue(took.compareTo(PROMISED) <= 0, () -> "it took " + took);
            return new Outcome(met, took);
        }
    }
}
