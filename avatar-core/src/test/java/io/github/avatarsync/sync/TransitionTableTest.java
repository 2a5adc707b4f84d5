package io.github.avatarsync.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.Binding;
import io.github.avatarsync.KeyLayout;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Replaced;
import io.github.avatarsync.Session;
import io.github.avatarsync.Variant;
import io.github.avatarsync.VariantInfo;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Compares the planner with the table in docs/architecture.md: every combination of what can be known is planned, and the first
 * row of the table that fits has to name the step.
 */
class TransitionTableTest {
    private static final Instant NOW = TestTime.NOON;
    private static final OwnerId OWNER = OwnerId.of("alice");

    /** One combination of what can be known of a record. */
    private record Known(
            boolean delete,
            boolean bound,
            boolean elsewhere,
            boolean inCloud,
            boolean replaces,
            boolean crashes,
            String token,
            boolean renewed) {
        /** Whether a row of the table fits, by its words. */
        boolean fits(String words) {
            return switch (words) {
                case "never bound" -> !bound;
                case "more than 10 claims without an outcome" -> crashes;
                case "bound to another location" -> bound && elsewhere;
                case "all in the cloud, replaces another" -> inCloud && replaces;
                case "all in the cloud" -> inCloud;
                case "no session, or it has ended" -> token.equals("none") || token.equals("ended");
                case "not bound" -> !bound;
                case "session of another identity or authority" -> token.startsWith("other");
                case "not written since the session was obtained" -> !renewed;
                case "" -> true;
                default -> throw new AssertionError("the test does not know the words: " + words);
            };
        }

        Action planned() {
            AvatarRecord.Editor record = AvatarRecord.create(AvatarId.of("a".repeat(40)), OWNER, NOW)
                    .variants(List.of(new VariantInfo(
                            Variant.ORIGINAL,
                            "image/png",
                            "png",
                            1,
                            1,
                            1,
                            "0".repeat(64),
                            bound ? "key" : null,
                            inCloud,
                            true)))
                    .attempts(crashes ? ProtocolPlanner.MAX_ATTEMPTS + 1 : 1)
                    .replaces(replaces ? new Replaced(AvatarId.of("b".repeat(40)), 1) : null);
            if (bound) {
                record.binding(new Binding(elsewhere ? "elsewhere" : "cloud", "pool", "identity"));
            }
            if (delete) {
                record.delete();
            }
            return new ProtocolPlanner("cloud", KeyLayout.standard()).plan(record.save(), session(), renewed, NOW);
        }

        @Nullable
        private Session session() {
            return switch (token) {
                case "none" -> null;
                case "ended" -> new Session(OWNER, "identity", "pool", "k", "s", "t", NOW);
                case "other identity" -> new Session(OWNER, "stranger", "pool", "k", "s", "t", NOW.plusSeconds(9));
                case "other authority" -> new Session(OWNER, "identity", "service", "k", "s", null, null);
                default -> new Session(OWNER, "identity", "pool", "k", "s", "t", NOW.plusSeconds(9));
            };
        }
    }

    private record Row(String goal, String known, String step) {}

    @Test
    void theTableInTheDocumentationIsWhatThePlannerDoes() throws IOException {
        List<Row> rows = rows();
        TreeMap<Integer, TreeSet<String>> used = new TreeMap<>();
        for (Known known : combinations()) {
            int first = 0;
            while (!fits(rows.get(first), known)) {
                first++;
            }
            assertEquals(rows.get(first).step(), name(known.planned()), known + " by row " + rows.get(first));
            used.computeIfAbsent(first, row -> new TreeSet<>()).add(known.token());
        }
        assertEquals(rows.size(), used.size(), "rows that some combination reaches");
    }

    private static boolean fits(Row row, Known known) {
        boolean goal = row.goal().equals("any") || row.goal().equals(known.delete() ? "delete" : "keep");
        return goal && known.fits(row.known());
    }

    private static String name(Action action) {
        return action instanceof Action.Block block
                ? "Block(" + block.reason() + ")"
                : action.getClass().getSimpleName();
    }

    private static List<Known> combinations() {
        List<Known> all = new ArrayList<>();
        for (int bits = 0; bits < 1 << 7; bits++) {
            for (String session : List.of("none", "ended", "own", "other identity", "other authority")) {
                all.add(new Known(
                        (bits & 1) != 0,
                        (bits & 2) != 0,
                        (bits & 4) != 0,
                        (bits & 8) != 0,
                        (bits & 16) != 0,
                        (bits & 32) != 0,
                        session,
                        (bits & 64) != 0));
            }
        }
        return all;
    }

    private static List<Row> rows() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../docs/architecture.md"));
        int head = lines.indexOf("| goal | what is known | next step |");
        List<Row> rows = new ArrayList<>();
        for (String line : lines.subList(head + 2, lines.size())) {
            if (!line.startsWith("|")) {
                break;
            }
            String[] cells = line.split("\\|");
            rows.add(
                    new Row(cells[1].strip(), cells[2].strip(), cells[3].strip().split("[: ]")[0]));
        }
        return rows;
    }
}
