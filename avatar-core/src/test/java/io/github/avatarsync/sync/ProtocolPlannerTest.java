package io.github.avatarsync.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.AvatarRecord;
import io.github.avatarsync.Binding;
import io.github.avatarsync.BlockedReason;
import io.github.avatarsync.KeyLayout;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Replaced;
import io.github.avatarsync.Session;
import io.github.avatarsync.Variant;
import io.github.avatarsync.VariantInfo;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProtocolPlannerTest {
    private static final Instant NOW = TestTime.NOON;
    private static final OwnerId OWNER = OwnerId.of("alice");
    private static final AvatarId ID = AvatarId.of("a".repeat(40));
    private static final Session SESSION =
            new Session(OWNER, "identity", "pool", "key", "secret", "token", NOW.plusSeconds(3_600));

    private final Planner planner = new ProtocolPlanner("cloud", KeyLayout.standard());

    private static VariantInfo variant(Variant v, boolean inCloud, @Nullable String key) {
        return new VariantInfo(v, "image/png", "png", 1, 1, 1, "0".repeat(64), key, inCloud, true);
    }

    private static AvatarRecord.Editor unbound() {
        return AvatarRecord.create(ID, OWNER, NOW)
                .variants(List.of(variant(Variant.ORIGINAL, false, null), variant(Variant.THUMB, false, null)));
    }

    private static AvatarRecord.Editor bound(boolean original, boolean thumb) {
        return unbound()
                .binding(new Binding("cloud", "pool", "identity"))
                .variants(List.of(variant(Variant.ORIGINAL, original, "o"), variant(Variant.THUMB, thumb, "t")));
    }

    private Action plan(AvatarRecord.Editor record, @Nullable Session session, boolean renewed) {
        return planner.plan(record.save(), session, renewed, NOW);
    }

    @Test
    void aSessionIsObtainedBeforeAnythingElseAndAgainWhenItHasEnded() {
        assertInstanceOf(Action.Obtain.class, plan(unbound(), null, false));
        assertInstanceOf(Action.Obtain.class, plan(bound(false, false), null, false));
        assertInstanceOf(
                Action.Obtain.class, planner.plan(bound(false, false).save(), SESSION, true, NOW.plusSeconds(3_600)));
    }

    @Test
    void identityAndEveryKeyAreBoundBeforeTheFirstRequest() {
        Action.Bind bind = assertInstanceOf(Action.Bind.class, plan(unbound(), SESSION, false));
        assertEquals(new Binding("cloud", "pool", "identity"), bind.binding());
        bind.variants().forEach(v -> assertNotNull(v.key()));
    }

    @Test
    void nothingLeavesBeforeTheRecordWasRenewedUnderTheSession() {
        assertInstanceOf(Action.Renew.class, plan(bound(false, false), SESSION, false));
        assertInstanceOf(Action.Renew.class, plan(bound(false, false).delete(), SESSION, false));
    }

    @Test
    void onlyWhatIsMissingIsPut() {
        Action.Put put = assertInstanceOf(Action.Put.class, plan(bound(true, false), SESSION, true));
        assertEquals(
                List.of(Variant.THUMB),
                put.missing().stream().map(VariantInfo::variant).toList());
    }

    @Test
    void theReplacedAvatarGoesOnlyOnceTheNewOneIsThere() {
        Replaced old = new Replaced(AvatarId.of("b".repeat(40)), 1);
        assertInstanceOf(Action.Put.class, plan(bound(true, false).replaces(old), SESSION, true));
        assertEquals(new Action.DeleteReplaced(old), plan(bound(true, true).replaces(old), null, false));
        assertInstanceOf(Action.Finish.class, plan(bound(true, true), null, false));
    }

    @Test
    void aTombstoneThatWasNeverBoundGoesWithoutTheNetwork() {
        assertInstanceOf(Action.Forget.class, plan(unbound().delete(), null, false));
    }

    @Test
    void aTombstoneIsSweptWhateverItsFlagsSay() {
        assertInstanceOf(Action.Sweep.class, plan(bound(false, false).delete(), SESSION, true));
        assertInstanceOf(Action.Sweep.class, plan(bound(true, true).delete().sweptAt(NOW), SESSION, true));
    }

    @Test
    void anotherPlaceOrIdentityBlocksAndNeverRekeys() {
        Session stranger = new Session(OWNER, "other", "pool", "k", "s", "t", NOW.plusSeconds(60));
        Session service = new Session(OWNER, "identity", "service", "k", "s", null, null);
        assertEquals(BlockedReason.IDENTITY_CHANGED, blocked(plan(bound(false, false), stranger, true)));
        assertEquals(BlockedReason.IDENTITY_CHANGED, blocked(plan(bound(false, false), service, true)));
        Planner elsewhere = new ProtocolPlanner("elsewhere", KeyLayout.standard());
        assertEquals(
                BlockedReason.LOCATION_CHANGED,
                blocked(elsewhere.plan(bound(false, false).save(), SESSION, true, NOW)));
    }

    @Test
    void aRecordThatKeepsKillingItsProcessIsBlocked() {
        assertInstanceOf(Action.Obtain.class, plan(unbound().attempts(ProtocolPlanner.MAX_ATTEMPTS), null, false));
        assertEquals(
                BlockedReason.KEEPS_CRASHING,
                blocked(plan(unbound().attempts(ProtocolPlanner.MAX_ATTEMPTS + 1), null, false)));
    }

    private static BlockedReason blocked(Action action) {
        return assertInstanceOf(Action.Block.class, action).reason();
    }
}
