package io.github.avatarsync.testkit.sabotage;

/** A cloud that breaks one rule. */
interface BreaksCloud extends Sabotage {
    /** Opens an empty one. */
    BrokenCloud open();

    @Override
    default Class<?> contract() {
        return BrokenCloudContract.class;
    }
}
