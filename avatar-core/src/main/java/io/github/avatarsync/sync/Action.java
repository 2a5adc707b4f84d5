package io.github.avatarsync.sync;

import io.github.avatarsync.Binding;
import io.github.avatarsync.BlockedReason;
import io.github.avatarsync.Replaced;
import io.github.avatarsync.VariantInfo;
import java.util.List;

/** The next single step for a record, as the planner decides it. */
sealed interface Action {
    /** Ask for a session of the owner. */
    record Obtain() implements Action {}

    /** Compare-and-set the record, so that nothing leaves for a record that was deleted after the session was obtained. */
    record Renew() implements Action {}

    /** Write down where the avatar lives, before anything leaves. */
    record Bind(Binding binding, List<VariantInfo> variants) implements Action {}

    /** Put these variants, then write down that they are there. */
    record Put(List<VariantInfo> missing) implements Action {}

    /** Delete the avatar that this one replaces. */
    record DeleteReplaced(Replaced replaced) implements Action {}

    /** Everything is there: nothing is due any more. */
    record Finish() implements Action {}

    /** Delete every bound key. */
    record Sweep() implements Action {}

    /** Remove the record: nothing of it ever left, or the cloud is known to be clean. */
    record Forget() implements Action {}

    /** Stop until a person or a change helps. */
    record Block(BlockedReason reason, String detail) implements Action {}
}
