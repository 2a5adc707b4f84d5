package io.github.avatarsync.testkit;

import io.github.avatarsync.BlockedReason;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CredentialsException;
import io.github.avatarsync.OwnerId;
import jakarta.annotation.Nonnull;
import jakarta.annotation.Nullable;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A fault that a test scripts on a fake: what goes wrong, and at which call.
 *
 * <p>By default it strikes at the next call it fits, once. An immutable value; each method that narrows it gives a new one:
 *
 * <pre>{@code
 * cloud.script(Fault.fail(Kind.TRANSIENT).on(Operation.CLOUD_PUT).target("thumb").times(3));
 * cloud.script(Fault.loseAnswer().on(Operation.CLOUD_PUT));
 * store.script(Fault.fail().on(Operation.STORE_UPDATE).nth(2));
 * }</pre>
 *
 * <p>At each call the first scripted fault that is due strikes; the others wait. {@link Fake#unreached()} lists those that never
 * did, and {@link AvatarTestkitExtension} fails a test that ends with some.
 */
public final class Fault {
    private final Effect effect;
    private final Set<Operation> operations;
    private final @Nullable OwnerId owner;
    private final String target;
    private final int nth;
    private final int times;
    private final boolean optional;

    private Fault(
            Effect effect,
            Set<Operation> operations,
            @Nullable OwnerId owner,
            String target,
            int nth,
            int times,
            boolean optional) {
        this.effect = effect;
        this.operations = operations;
        this.owner = owner;
        this.target = target;
        this.nth = nth;
        this.times = times;
        this.optional = optional;
    }

    private static Fault of(Effect effect, Set<Operation> operations) {
        return new Fault(effect, operations, null, "", 1, 1, false);
    }

    private static Fault of(Effect effect) {
        return of(effect, EnumSet.allOf(Operation.class));
    }

    /**
     * Nothing happens but a failure that passes: an {@code AvatarStoreException} of stores, {@code TRANSIENT} of cloud and
     * credentials.
     *
     * @return the fault
     */
    @Nonnull
    public static Fault fail() {
        return of(new Effect.FailPassing());
    }

    /**
     * A call to the cloud fails without effect.
     *
     * @param kind how
     * @return the fault
     */
    @Nonnull
    public static Fault fail(@Nonnull CloudStorageException.Kind kind) {
        return of(
                new Effect.Fail(
                        kind.name(),
                        call -> new CloudStorageException(kind, Failures.text(call, "a scripted " + kind), null)),
                cloudOperations());
    }

    /**
     * A call to the cloud fails for good, without effect.
     *
     * @param reason why
     * @return the fault
     */
    @Nonnull
    public static Fault fail(@Nonnull BlockedReason reason) {
        return of(
                new Effect.Fail(
                        reason.name(),
                        call -> CloudStorageException.permanent(
                                reason, Failures.text(call, "a scripted " + reason), null)),
                cloudOperations());
    }

    /**
     * A call for credentials fails.
     *
     * @param kind how
     * @return the fault
     */
    @Nonnull
    public static Fault fail(@Nonnull CredentialsException.Kind kind) {
        return of(
                new Effect.Fail(
                        kind.name(),
                        call -> new CredentialsException(kind, Failures.text(call, "a scripted " + kind), null)),
                EnumSet.of(Operation.SESSION));
    }

    /**
     * A call fails without effect, with any error: what a faulty implementation might throw.
     *
     * @param error makes the error
     * @return the fault
     */
    @Nonnull
    public static Fault fail(@Nonnull Supplier<? extends RuntimeException> error) {
        return of(new Effect.Fail("with an error", call -> error.get()));
    }

    /**
     * What was asked for happens, but the caller gets a failure that passes, as after a broken connection.
     *
     * @return the fault
     */
    @Nonnull
    public static Fault loseAnswer() {
        return of(new Effect.LoseAnswer());
    }

    /**
     * The call waits, with its bytes read and nothing sent, until the hold is released or the thread is interrupted.
     *
     * @param hold where it waits
     * @return the fault
     */
    @Nonnull
    public static Fault stall(@Nonnull Hold hold) {
        return of(new Effect.Stall(hold));
    }

    /**
     * The caller gets a failure that passes at once; what was asked for happens when the hold is released, if the session is
     * still alive then.
     *
     * @param hold where the request is under way
     * @return the fault
     */
    @Nonnull
    public static Fault landLater(@Nonnull Hold hold) {
        return of(new Effect.LandLater(hold));
    }

    /**
     * Something else happens while the call is under way, before it takes effect: a sign-out, a jump of the clock, a delete.
     *
     * @param action run on the thread that calls
     * @return the fault
     */
    @Nonnull
    public static Fault meanwhile(@Nonnull Runnable action) {
        return of(new Effect.Meanwhile(action));
    }

    /**
     * The bytes that are read have one byte changed; for {@code CLOUD_GET} and {@code MEDIA_OPEN}.
     *
     * @return the fault
     */
    @Nonnull
    public static Fault corrupt() {
        return of(new Effect.Corrupt(), EnumSet.of(Operation.CLOUD_GET, Operation.MEDIA_OPEN));
    }

    /**
     * The trap of a host that answers with whoever is signed in: a session of another owner.
     *
     * @param other whose session is handed out
     * @return the fault
     */
    @Nonnull
    public static Fault answerAs(@Nonnull OwnerId other) {
        return of(new Effect.AnswerAs(other), EnumSet.of(Operation.SESSION));
    }

    /** See {@link AvatarTestkit#crashBefore()} and {@link AvatarTestkit#crashAfter()}. */
    static Fault crash(Runnable restart, boolean after) {
        return of(new Effect.Crash(restart, after));
    }

    /**
     * Strikes at these operations only; at every fitting one by default.
     *
     * @param first an operation
     * @param more others
     * @return a narrower fault
     * @throws IllegalArgumentException if this fault means nothing for any of them
     */
    @Nonnull
    public Fault on(@Nonnull Operation first, @Nonnull Operation... more) {
        Set<Operation> narrower = EnumSet.of(first, more);
        narrower.retainAll(operations);
        if (narrower.isEmpty()) {
            throw new IllegalArgumentException(this + " means nothing for " + EnumSet.of(first, more));
        }
        return new Fault(effect, narrower, owner, target, nth, times, optional);
    }

    /**
     * Strikes only at calls about this; about anything by default.
     *
     * @param part a part of the key, the id or the variant's name
     * @return a narrower fault
     */
    @Nonnull
    public Fault target(@Nonnull String part) {
        return new Fault(effect, operations, owner, part, nth, times, optional);
    }

    /**
     * Strikes only at calls that name this owner; at anybody's by default.
     *
     * @param whose the owner
     * @return a narrower fault
     */
    @Nonnull
    public Fault owner(@Nonnull OwnerId whose) {
        return new Fault(effect, operations, whose, target, nth, times, optional);
    }

    /**
     * Lets fitting calls pass first.
     *
     * @param n 1 for the first fitting call, the default
     * @return a fault that strikes first at the nth
     */
    @Nonnull
    public Fault nth(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("the first call is the 1st, was " + n);
        }
        return new Fault(effect, operations, owner, target, n, times, optional);
    }

    /**
     * Strikes at several fitting calls in a row.
     *
     * @param n how many; 1 by default
     * @return a fault that strikes n times
     */
    @Nonnull
    public Fault times(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("a fault strikes at least once, was " + n);
        }
        return new Fault(effect, operations, owner, target, nth, n, optional);
    }

    /**
     * Strikes at every fitting call until {@link Fake#heal()}.
     *
     * @return a fault that goes on
     */
    @Nonnull
    public Fault always() {
        return times(Integer.MAX_VALUE);
    }

    /**
     * Need not strike: it is never among {@link Fake#unreached()}.
     *
     * @return a fault that may be left over at the end of the test
     */
    @Nonnull
    public Fault optional() {
        return new Fault(effect, operations, owner, target, nth, times, true);
    }

    boolean isOptional() {
        return optional;
    }

    Effect effect() {
        return effect;
    }

    int nth() {
        return nth;
    }

    int times() {
        return times;
    }

    boolean fits(Call call) {
        return operations.contains(call.operation())
                && call.target().contains(target)
                && (owner == null || owner.equals(call.owner()));
    }

    boolean fitsAny(Set<Operation> others) {
        return operations.stream().anyMatch(others::contains);
    }

    private static Set<Operation> cloudOperations() {
        return EnumSet.of(
                Operation.CLOUD_PUT,
                Operation.CLOUD_GET,
                Operation.CLOUD_HEAD,
                Operation.CLOUD_DELETE,
                Operation.CLOUD_LIST,
                Operation.CLOUD_ABANDON);
    }

    @Override
    public String toString() {
        return effect
                + (operations.size() == Operation.values().length ? "" : " on " + operations)
                + (target.isEmpty() ? "" : " of " + target)
                + (owner == null ? "" : " for " + owner)
                + (nth == 1 ? "" : " from call " + nth)
                + (times == 1 ? "" : times == Integer.MAX_VALUE ? " always" : " " + times + " times");
    }
}
