package io.github.avatarsync.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.Claim;
import io.github.avatarsync.OwnerId;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final OwnerId ANN = OwnerId.of("ann");

    private final Turns turns = new Turns();

    @Test
    void anOwnerWaitsAfterFourClaimsUntilTheNextRound() {
        annIsClaimedFor(3);
        assertTrue(turns.among(Claim.Owners.all()).includes(ANN));
        annIsClaimedFor(1);
        assertFalse(turns.among(Claim.Owners.all()).includes(ANN));

        assertTrue(turns.nextRound(turns.round()));

        assertTrue(turns.among(Claim.Owners.all()).includes(ANN));
    }

    @Test
    void aRoundInWhichNobodyWaitedIsTheLast() {
        annIsClaimedFor(3);

        assertFalse(turns.nextRound(turns.round()));
    }

    /** Both found nothing because the owner waited; if the second took that for the end, the pass would end with work left. */
    @Test
    void ofTwoWorkersThatEndTheSameRoundBothGoOn() {
        long first = turns.round();
        long second = turns.round();
        annIsClaimedFor(4);

        assertTrue(turns.nextRound(first));
        assertTrue(turns.nextRound(second));

        assertEquals(first + 1, turns.round(), "begun once");
        annIsClaimedFor(1);
        assertFalse(turns.nextRound(turns.round()));
    }

    private void annIsClaimedFor(int times) {
        for (int i = 0; i < times; i++) {
            turns.took(ANN);
        }
    }
}
