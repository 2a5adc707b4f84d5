package io.github.avatarsync.simulation;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.sync.EngineWithout;

/** The protections of the sync protocol, each with the way to take it away and the life in which that shows. */
enum Removal {
    /** The host hands out whatever token there is, as the one that was asked for. */
    OWNER_BOUND_SESSION(Lives.STRANGERS, Taking.credentials(SabotagedClouds::relabels)),
    SYNCED_ONLY_WHEN_ALL_VARIANTS_ARE(Lives.FAULTS, Taking.store(SabotagedStores::oneVariantIsEnough)),
    EVIDENCE_BEFORE_SYNCED(Lives.FAULTS, Taking.cloud(SabotagedClouds::takesSilenceForSuccess)),
    HASH_OF_WHAT_IS_SENT(Lives.DAMAGE, Taking.fromTheBucket(BucketFlaw.BELIEVES_HASHES)),
    A_KEY_FOR_EACH_AVATAR(
            Lives.FAULTS, Taking.keys((identity, id, variant, ext) -> folder(identity) + variant + "." + ext)),
    A_KEY_FOR_EACH_AVATAR_AND_CONDITIONAL_PUT(
            Lives.FAULTS,
            Taking.keys((identity, id, variant, ext) -> folder(identity) + variant + "." + ext)
                    .andFromTheBucket(BucketFlaw.OVERWRITES)),
    A_KEY_FOR_EACH_UPLOAD(
            Lives.SAME_BYTES,
            Taking.keys((identity, id, variant, ext) ->
                    folder(identity) + id.value().substring(0, AvatarId.HASH_DIGITS) + "_" + variant + "." + ext)),
    AN_ID_FOR_EACH_UPLOAD(Lives.SAME_BYTES, Taking.random(honest -> () -> 0)),
    BYTES_BEFORE_RECORD(Lives.CRASHES, Taking.media(SabotagedMedia::writesAfterTheRecord)),
    COMMIT_BEFORE_ANSWER(Lives.CRASHES, Taking.store(SabotagedStores::answersBeforeItCommits)),
    FILES_FOR_EACH_AVATAR(Lives.SAME_BYTES, Taking.media(SabotagedMedia::sharesByContent)),
    BIND_BEFORE_PUT(Lives.DELETES, Taking.store(SabotagedStores::bindsAfterThePut)),
    TOMBSTONE(Lives.DELETES, Taking.store(SabotagedStores::keepsNoTombstone)),
    SECOND_SWEEP(Lives.LATE, Taking.store(SabotagedStores::forgetsAfterTheFirstSweep)),
    FENCE_BY_THE_CLOUDS_DATE(Lives.LATE_AND_SKEWED, Taking.cloud(SabotagedClouds::datesByTheMachine)),
    EXPIRY_OF_CREDENTIALS(Lives.LATE, Taking.fromTheBucket(BucketFlaw.IGNORES_EXPIRY)),
    DELETE_COVERS_EVERY_KEY(Lives.LATE, Taking.cloud(SabotagedClouds::deletesOnlyWhatIsFlagged)),
    GOAL_AND_BLOCK_ARE_TWO_FIELDS(Lives.DELETES, Taking.store(SabotagedStores::blockedIsAGoal)),
    RENEWAL_AFTER_SESSION(Lives.STANDSTILLS, Taking.planner(EngineWithout::renewal)),
    NEW_PLAN_AFTER_REFRESH(Lives.STANDSTILLS, Taking.planner(EngineWithout::newPlanAfterRefresh)),
    REVISION_CHECK(Lives.RACES, Taking.store(SabotagedStores::comparesNoRevision)),
    ATOMIC_DEDUPE(Lives.RACES, Taking.store(SabotagedStores::dedupesInTwoSteps)),
    NO_DEDUPE_WITH_TOMBSTONES(Lives.SAME_BYTES, Taking.store(SabotagedStores::dedupesWithTombstones)),
    DUPLICATES_ARE_WRITTEN(Lives.SAME_BYTES, Taking.store(SabotagedStores::answersDuplicatesUnwritten)),
    DUPLICATES_ARE_COUNTED(Lives.SAME_BYTES, Taking.store(SabotagedStores::countsNoDuplicates)),
    REPLACEMENTS_ARE_NEW(Lives.SAME_BYTES, Taking.store(SabotagedStores::dedupesReplacements)),
    THE_FAR_FUTURE_IS_DUE(Lives.CLOCKS, Taking.store(SabotagedStores::believesEveryClock)),
    ATTEMPT_BEFORE_WORK(
            Lives.POISON, Taking.store(SabotagedStores::countsNoAttempts).where(0)),
    /** Multipart uploads would stay in the bucket for ever. */
    DELETE_ABANDONS_WHAT_IS_UNFINISHED(Lives.LARGE, Taking.cloud(SabotagedClouds::abandonsNothing)),
    UNFINISHED_PUTS_ARE_REMEMBERED(Lives.LARGE, Taking.cloud(SabotagedClouds::remembersNothing)),
    ONE_BAD_RECORD_STOPS_NOBODY(Lives.DAMAGE, Taking.store(SabotagedStores::failsForOneBadRecord)),

    /** Efficiency: work is done twice, and nothing else. */
    LEASE(Lives.RACES, Taking.store(SabotagedStores::leasesNothing).harmlessly()),
    /** Efficiency: records are written in vain. */
    CLAIM_ONLY_FOR_WHO_IS_SIGNED_IN(
            Lives.STRANGERS, Taking.store(SabotagedStores::claimsForEverybody).harmlessly()),
    /** Defence in depth: no two avatars have the same key. */
    CONDITIONAL_PUT(Lives.RACES, Taking.fromTheBucket(BucketFlaw.OVERWRITES).harmlessly());

    final Profile life;
    final Taking sabotage;

    Removal(Profile life, Taking sabotage) {
        this.life = life;
        this.sabotage = sabotage;
    }

    private static String folder(String identity) {
        return "avatars/" + identity + "/images/";
    }
}
