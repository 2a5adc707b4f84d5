package io.github.avatarsync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AvatarRecordTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final AvatarId ID = AvatarId.of("0123456789abcdef0123456789abcdef01234567");

    private final AvatarRecord full = AvatarRecord.create(ID, OwnerId.of("Zoë: \\u0041"), NOON.plusNanos(1))
            .dedupeKey("ab".repeat(32))
            .dueAt(NOON.plusNanos(999_999))
            .kind(MediaKind.VIDEO)
            .name("line\nfeed, tab\t, back\\slash \\n and \u0000 nul 😀")
            .attributes(Map.of("tags", "a: b", "description", ""))
            .origin(Origin.GENERATED)
            .accepted(3)
            .replaces(new Replaced(AvatarId.of("f".repeat(40)), 2))
            .blocked(new Blocked(BlockedReason.ACCESS_DENIED, "403 on put", NOON))
            .binding(new Binding("https://s3/bucket", "cognito:pool", "eu-west-1:1-2"))
            .variants(List.of(
                    new VariantInfo(
                            Variant.VIDEO,
                            "video/mp4",
                            "mp4",
                            1L << 33,
                            640,
                            480,
                            "0".repeat(64),
                            "k/v.mp4",
                            true,
                            true),
                    new VariantInfo(
                            Variant.THUMB, "image/png", "png", 5, 256, 256, "1".repeat(64), null, false, false)))
            .unfinished(Variant.VIDEO, "upload \\ 2~x")
            .attempts(1)
            .failures(2)
            .doubts(3)
            .sweptAt(NOON)
            .problem("last\r\nproblem")
            .save();

    @Test
    void parsingTheDocumentGivesAnEqualRecordWithEveryField() {
        AvatarRecord read = AvatarRecord.parse(full.document());

        assertEquals(full, read);
        assertEquals(full.avatar(), read.avatar());
        assertEquals(full.name(), read.name());
        assertEquals(full.attributes(), read.attributes());
        assertEquals(full.binding(), read.binding());
        assertEquals(full.replaces(), read.replaces());
        assertEquals(full.sweptAt(), read.sweptAt());
        assertEquals(NOON, read.dueAt());
        assertEquals(List.of(1, 2, 3), List.of(read.attempts(), read.failures(), read.doubts()));
    }

    @Test
    void linesOfANewerVersionSurviveARewriteByThisOne() {
        String newer = full.document().replace("ACCESS_DENIED", "SUN_SPOTS") + "mood: blue\nno colon at all\n";

        AvatarRecord read = AvatarRecord.parse(newer);
        AvatarRecord next = read.edit().failures(9).save();

        assertEquals(BlockedReason.OTHER, read.blocked().orElseThrow().reason());
        assertTrue(next.document().contains("\nmood: blue\n"), next.document());
        assertTrue(next.document().contains("\nno colon at all\n"), next.document());
        assertTrue(next.document().contains("blocked.reason: SUN_SPOTS\n"), next.document());
        assertEquals(full.revision() + 1, next.revision());
    }

    @Test
    void whatTheStorageRemembersOfAnUnfinishedPutIsALineUntilItIsTakenBack() {
        assertTrue(full.document().contains("\nunfinished.video: upload \\\\ 2~x\n"), full.document());
        AvatarRecord read = AvatarRecord.parse(full.document());
        assertEquals("upload \\ 2~x", read.unfinished(Variant.VIDEO).orElseThrow());
        assertTrue(read.unfinished(Variant.THUMB).isEmpty());

        AvatarRecord next = read.edit().unfinished(Variant.VIDEO, null).save();
        assertTrue(next.unfinished(Variant.VIDEO).isEmpty());
        assertEquals(-1, next.document().indexOf("unfinished"));
        assertTrue(read.unfinished(Variant.VIDEO).isPresent(), "a record never changes");
    }

    @Test
    void aDamagedOrNewerDocumentIsATypedError() {
        assertThrows(AvatarStoreException.class, () -> AvatarRecord.parse(""));
        assertThrows(
                AvatarStoreException.class,
                () -> AvatarRecord.parse(full.document().replace("record 1", "record 2")));
        assertThrows(
                AvatarStoreException.class,
                () -> AvatarRecord.parse(full.document().replace("goal: KEEP\n", "")));
        assertThrows(
                AvatarStoreException.class,
                () -> AvatarRecord.parse(full.document().replace("goal: KEEP", "goal: LEND")));
        assertThrows(
                AvatarStoreException.class,
                () -> AvatarRecord.parse(full.document().replace("created: 2", "created: x")));
    }

    @Test
    void stateIsDerivedFromGoalBlockAndVariants() {
        assertEquals(AvatarState.BLOCKED, full.state());
        AvatarRecord unblocked = full.edit().blocked(null).save();
        assertEquals(AvatarState.PENDING, unblocked.state());
        assertEquals(
                AvatarState.SYNCED,
                unblocked
                        .edit()
                        .variants(List.of(full.variants().get(0)))
                        .save()
                        .state());
        AvatarRecord deleted = full.edit().delete().save();
        assertEquals(AvatarState.DELETING, deleted.state());
        assertEquals(null, deleted.dedupeKey());
    }

    @Test
    void aClaimCountsTheAttemptAndPutsTheRecordOffForLongerWhenItKeepsDying() {
        Claim claim = new Claim(NOON, Duration.ofSeconds(90), 1, Claim.Owners.all());
        AvatarRecord record = full.edit().attempts(0).save();
        for (int leases : new int[] {1, 1, 1, 2, 4, 8, 10, 10}) {
            record = record.claimed(claim);
            assertEquals(NOON.plusSeconds(90L * leases), record.dueAt());
        }
        assertEquals(8, record.attempts());
    }

    @Test
    void aClaimTakesWhatIsDueAndWhatAClockSetBackLeftInTheFarFuture() {
        Claim claim =
                new Claim(NOON, Duration.ofSeconds(90), 1, Claim.Owners.except(java.util.Set.of(OwnerId.of("b"))));
        assertTrue(claim.takes(full));
        assertTrue(claim.takes(
                full.edit().dueAt(NOON.plus(Claim.HORIZON).plusMillis(1)).save()));
        assertEquals(false, claim.takes(full.edit().dueAt(NOON.plusMillis(1)).save()));
        assertEquals(false, claim.takes(full.edit().dueAt(null).save()));
        assertEquals(
                false, new Claim(NOON, Duration.ofSeconds(1), 1, Claim.Owners.only(java.util.Set.of())).takes(full));
    }

    @Test
    void aBindingNeverChanges() {
        assertThrows(IllegalStateException.class, () -> full.edit().binding(new Binding("a", "b", "c")));
    }
}
