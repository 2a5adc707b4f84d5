package io.github.avatarsync.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.AvatarState;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.testkit.AvatarTestkit.Crash;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(AvatarTestkitExtension.class)
class RestartTest {
    private AvatarTestkit kit;
    private OwnerId anna;

    @BeforeEach
    void signIn(AvatarTestkit given) {
        kit = given;
        anna = kit.signIn("anna");
    }

    @Test
    void whatWasAcknowledgedIsThereAfterACrashAndIsSynced() {
        Avatar avatar = upload();

        AvatarSync next = kit.restart();
        kit.syncUntilIdle();

        assertSame(next, kit.sync());
        assertEquals(
                AvatarState.SYNCED,
                next.of(anna).find(avatar.id()).orElseThrow().state());
        assertEquals(AvatarState.SYNCED, kit.events().states(avatar.id()).get(1), "the listener lives on");
    }

    @Test
    void theDeadProcessReachesNothing() {
        Avatar avatar = upload();
        AvatarSync dead = kit.sync();
        CompletableFuture<Avatar> waiting = dead.of(anna).whenSynced(avatar.id());

        assertNotSame(dead, kit.restart());
        int calls = kit.store().calls().size();

        assertThrows(Crash.class, dead::runOnce);
        assertThrows(Crash.class, () -> dead.of(anna).find(avatar.id()));
        assertThrows(Crash.class, () -> dead.of(anna).upload(source(8)));
        assertEquals(calls, kit.store().calls().size());
        kit.syncUntilIdle();
        assertFalse(waiting.isDone(), "nobody is left who could complete it");
        kit.close();
        assertTrue(waiting.isDone(), "closing the kit ends what is left of the dead process");
    }

    @Test
    void aCrashAfterTheInsertKeepsTheAvatarAndOneBeforeItDoesNot() {
        kit.store().script(kit.crashBefore().on(Operation.STORE_INSERT));
        kit.store().script(kit.crashAfter().on(Operation.STORE_INSERT).nth(2));

        assertThrows(Crash.class, this::upload);
        assertEquals(List.of(), kit.store().records());
        assertEquals(1, kit.media().ids().size(), "files without a record wait for the sweep");
        assertThrows(Crash.class, this::upload);

        assertEquals(1, kit.store().records().size());
        kit.syncUntilIdle();
        assertEquals(2, kit.cloud().objects().size());
    }

    @Test
    void aLeaseOfTheDeadProcessRunsOut() {
        kit.cloud().script(kit.crashAfter().on(Operation.CLOUD_PUT));
        upload();

        kit.advance(Duration.ofSeconds(30));
        assertEquals(1, kit.cloud().objects().size());
        kit.advance(Duration.ofMinutes(2));

        assertEquals(AvatarState.SYNCED, kit.store().records().get(0).state());
        assertTrue(kit.timeline().toString().contains("crash and restart"), kit.timeline()::toString);
    }

    @ParameterizedTest
    @EnumSource(names = {"STORE_CLAIM", "STORE_UPDATE", "CLOUD_PUT", "SESSION", "MEDIA_OPEN"})
    void aCrashAtAnyCallOfAPassIsSurvived(Operation operation) {
        upload();
        Fake fake = operation.isStore()
                ? kit.store()
                : operation.isCloud() ? kit.cloud() : operation.isMedia() ? kit.media() : kit.credentials();
        fake.script(
                kit.crashBefore().on(operation), kit.crashAfter().on(operation).nth(2));

        kit.syncUntilIdle();

        assertEquals(AvatarState.SYNCED, kit.store().records().get(0).state());
        assertEquals(2, kit.cloud().objects().size());
    }

    private Avatar upload() {
        return kit.sync().of(anna).upload(source(32));
    }

    private static AvatarSource source(int side) {
        return AvatarSource.bytes(SampleImages.png(side, side));
    }
}
