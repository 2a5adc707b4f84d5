package io.github.avatarsync.testkit.sabotage;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/**
 * The contracts find what they are there for: every numbered rule of a port is broken, and exactly its tests fail.
 *
 * <p>The table in {@code docs/testing.md} says which; after a change, the failure of {@link #theTableInTheGuideIsTrue()} has the
 * new one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SabotageTest {
    private static final Path PROJECT = Path.of("..");
    private static final Path PORTS = PROJECT.resolve("avatar-core/src/main/java/io/github/avatarsync");
    private static final Path GUIDE = PROJECT.resolve("docs/testing.md");
    private static final List<Class<?>> CONTRACTS = List.of(
            BrokenStoreContract.class,
            BrokenMediaContract.class,
            BrokenCloudContract.class,
            BrokenCredentialsContract.class);

    private static final Pattern RULES_OF_A_TEST = Pattern.compile("^((?:[SMCK]\\d+ )+)");
    private static final Pattern ROW_OF_THE_TABLE = Pattern.compile("^\\| [SMCK]\\d+ \\| `");
    private static final Pattern RULE_OF_A_PORT = Pattern.compile("<li><b>([SMCK]\\d+)</b>");

    private final Map<Sabotage, Set<String>> failed = new LinkedHashMap<>();

    static List<Sabotage> sabotages() {
        return ChosenSabotage.ALL;
    }

    /** Two at a time: some wait for a call that hangs. */
    @BeforeAll
    void runTheContractsOverEachBrokenFake() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Map<Sabotage, Future<Set<String>>> running = new LinkedHashMap<>();
            for (Sabotage sabotage : sabotages()) {
                running.put(sabotage, threads.submit(() -> names(run(sabotage).failed())));
            }
            for (Map.Entry<Sabotage, Future<Set<String>>> run : running.entrySet()) {
                failed.put(run.getKey(), run.getValue().get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Events run(Sabotage sabotage) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(sabotage.contract()))
                .configurationParameter(ChosenSabotage.PARAMETER, String.valueOf(ChosenSabotage.ALL.indexOf(sabotage)))
                .execute()
                .testEvents();
    }

    private static Events runHonestly(Class<?> contract) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(contract))
                .execute()
                .testEvents();
    }

    private static Set<String> names(Events events) {
        return events.stream().map(SabotageTest::name).collect(toCollection(TreeSet::new));
    }

    private static String name(Event event) {
        return event.getTestDescriptor().getDisplayName();
    }

    @ParameterizedTest
    @MethodSource("sabotages")
    void aBrokenFakeFailsTestsOfItsRuleAndNoOthers(Sabotage sabotage) {
        Set<String> tests = failed.get(sabotage);

        assertFalse(tests.isEmpty(), "the contract lets it pass: " + sabotage.does());
        assertEquals(
                List.of(),
                tests.stream()
                        .filter(test -> !rules(test).contains(sabotage.rule()))
                        .toList(),
                "tests of other rules fail");
    }

    @Test
    void everyRuleOfAPortIsBroken() throws IOException {
        Set<String> rules = new TreeSet<>();
        for (String port : List.of("AvatarStore", "MediaStore", "CloudStorage", "CredentialsSource")) {
            RULE_OF_A_PORT
                    .matcher(Files.readString(PORTS.resolve(port + ".java")))
                    .results()
                    .forEach(rule -> rules.add(rule.group(1)));
        }

        assertEquals(rules, sabotages().stream().map(Sabotage::rule).collect(toCollection(TreeSet::new)));
    }

    @Test
    void everyTestOfAContractCanFail() {
        Set<String> canFail = failed.values().stream().flatMap(Set::stream).collect(toCollection(TreeSet::new));

        for (Class<?> contract : CONTRACTS) {
            Set<String> cannot = names(runHonestly(contract).started());
            cannot.removeAll(canFail);
            assertEquals(Set.of(), cannot, "no broken fake fails these tests");
        }
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void anHonestFakePasses(Class<?> contract) {
        Events events = runHonestly(contract);

        assertEquals(Set.of(), names(events.failed()));
        assertTrue(events.succeeded().count() > 10);
    }

    static List<Class<?>> contracts() {
        return CONTRACTS;
    }

    /** Whether a race shows what another test shows anyway is left to chance, so that only rows of nothing but races count them. */
    @Test
    void theTableInTheGuideIsTrue() throws IOException {
        List<String> rows = new ArrayList<>();
        List<String> sure = new ArrayList<>();
        failed.forEach((sabotage, tests) -> {
            rows.add(row(sabotage, tests));
            sure.add(withoutChance(row(sabotage, tests)));
        });

        List<String> shown = Files.readString(GUIDE)
                .lines()
                .filter(line -> ROW_OF_THE_TABLE.matcher(line).find())
                .map(SabotageTest::withoutChance)
                .toList();

        assertEquals(sure, shown, () -> "docs/testing.md shows another table than this:\n" + String.join("\n", rows));
    }

    private static String row(Sabotage sabotage, Set<String> tests) {
        return "| " + sabotage.rule() + " | `" + sabotage.name() + "` " + sabotage.does() + " | "
                + String.join("<br>", tests) + " |";
    }

    private static String withoutChance(String row) {
        int begin = row.lastIndexOf(" | ") + 3;
        List<String> tests = List.of(row.substring(begin, row.length() - 2).split("<br>"));
        List<String> sure =
                tests.stream().filter(test -> !test.contains("racing")).toList();
        return row.substring(0, begin) + String.join("<br>", sure.isEmpty() ? tests : sure);
    }

    private static List<String> rules(String test) {
        var numbers = RULES_OF_A_TEST.matcher(test);
        return numbers.find() ? List.of(numbers.group(1).trim().split(" ")) : List.of();
    }
}
