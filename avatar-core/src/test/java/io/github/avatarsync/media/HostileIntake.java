package io.github.avatarsync.media;

import io.github.avatarsync.Content;
import io.github.avatarsync.InvalidAvatarException;
import io.github.avatarsync.MediaRules;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A process with little memory in which the intake gets every hostile file. */
public final class HostileIntake {
    private final Intake whole = new Intake(MediaRules.defaults());
    private final Intake small =
            new Intake(MediaRules.builder().thumbnailSizes(16).build());
    private final Map<String, Integer> codes = new TreeMap<>();
    private int files;
    private int accepted;
    private long slowest;
    private String slowestName = "";

    private HostileIntake() {}

    /**
     * Judges them all; ends with 0 if each was accepted or refused with a code.
     *
     * @param args none
     */
    public static void main(String[] args) throws Exception {
        HostileIntake run = new HostileIntake();
        HostileFiles.built().forEach(file -> run.judge(run.whole, file));
        HostileFiles.damaged().forEach(file -> run.judge(run.small, file));
        System.out.printf(
                Locale.ROOT,
                "hostile: %d files, %d rejected, %d accepted, slowest %d ms (%s)%n",
                run.files,
                run.files - run.accepted,
                run.accepted,
                run.slowest,
                run.slowestName);
        System.out.println("codes: " + run.codes);
    }

    private void judge(Intake intake, HostileFile file) {
        files++;
        long start = System.nanoTime();
        String answer = "accepted";
        try {
            Prepared avatar = intake.prepare(Content.of(file.bytes()), null, null);
            for (PreparedVariant variant : avatar.variants()) {
                try (InputStream in = variant.content().open()) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
            }
            accepted++;
        } catch (InvalidAvatarException e) {
            answer = String.valueOf(e.getMessage());
            codes.merge(e.code().name(), 1, Integer::sum);
        } catch (Throwable e) {
            throw new AssertionError(file.name() + " was neither accepted nor refused", e);
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        if (millis > slowest) {
            slowest = millis;
            slowestName = file.name();
        }
        if (Boolean.getBoolean("trace")) {
            System.out.println(millis + " ms " + file.name() + ": " + answer);
        }
    }
}
