package io.github.avatarsync.aws;

import io.github.avatarsync.aws.DoctorReport.Check;
import io.github.avatarsync.aws.DoctorReport.Finding;
import io.github.avatarsync.aws.DoctorReport.Verdict;
import jakarta.annotation.Nullable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The findings of an examination so far. Not thread-safe. */
final class Findings {
    private final Map<Check, Finding> byCheck = new EnumMap<>(Check.class);

    void ok(Check check, String seen) {
        add(check, Verdict.OK, seen, null);
    }

    void warning(Check check, String seen, String remedy) {
        add(check, Verdict.WARNING, seen, remedy);
    }

    void failed(Check check, String seen, String remedy) {
        add(check, Verdict.FAILED, seen, remedy);
    }

    void skipped(Check check, String why) {
        add(check, Verdict.SKIPPED, why, null);
    }

    private void add(Check check, Verdict verdict, String seen, @Nullable String remedy) {
        byCheck.put(check, new Finding(check, verdict, seen, remedy));
    }

    /** Whether what a check builds on is in order; if not, it is skipped and says because of what. */
    boolean ready(Check check, Check... needed) {
        for (Check before : needed) {
            Finding finding = byCheck.get(before);
            if (finding == null || finding.verdict() == Verdict.FAILED || finding.verdict() == Verdict.SKIPPED) {
                skipped(check, "needs what was not in order: " + before.title());
                return false;
            }
        }
        return true;
    }

    DoctorReport report() {
        for (Check check : Check.values()) {
            byCheck.computeIfAbsent(check, missing -> new Finding(missing, Verdict.SKIPPED, "not reached", null));
        }
        return new DoctorReport(List.copyOf(byCheck.values()));
    }
}
