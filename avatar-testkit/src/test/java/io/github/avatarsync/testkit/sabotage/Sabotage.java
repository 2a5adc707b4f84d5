package io.github.avatarsync.testkit.sabotage;

/** A fake that breaks one rule of a port, and is honest in everything else. */
interface Sabotage {
    /** What the table calls it. */
    String name();

    /** The number of the rule that it breaks. */
    String rule();

    /** What it does wrong. */
    String does();

    /** The contract over this kind of fake. */
    Class<?> contract();
}
