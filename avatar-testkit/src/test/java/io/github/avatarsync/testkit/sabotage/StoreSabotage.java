package io.github.avatarsync.testkit.sabotage;

/** A store that breaks one rule. */
interface StoreSabotage extends Sabotage {
    /** Opens an empty one. */
    BrokenStore open();

    @Override
    default Class<?> contract() {
        return BrokenStoreContract.class;
    }
}
