package io.github.avatarsync.localaws;

import jakarta.annotation.Nonnull;
import java.time.Duration;

/** What happens to a request that meets a {@link Fault}; a value. */
public sealed interface Effect
        permits Effects.Refuse,
                Effects.Reset,
                Effects.LoseAnswer,
                Effects.CaptivePortal,
                Effects.Delay,
                Effects.CutAnswer,
                Effects.CorruptAnswer,
                Effects.Hold {
    /**
     * An error answer instead of what was asked.
     *
     * @param status HTTP status, 400 to 599
     * @param code error code in the words of the service
     * @return the effect
     */
    @Nonnull
    static Effect refuse(int status, @Nonnull String code) {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("not the status of an error: " + status);
        }
        return new Effects.Refuse(status, code);
    }

    /** {@return 503 SlowDown: S3 is splitting the prefix, or it is called too often} */
    @Nonnull
    static Effect slowDown() {
        return refuse(503, "SlowDown");
    }

    /** {@return 500 InternalError of S3, or InternalErrorException of Cognito} */
    @Nonnull
    static Effect internalError() {
        return refuse(500, "InternalError");
    }

    /** {@return 409 ConditionalRequestConflict: another conditional write of the key is under way} */
    @Nonnull
    static Effect conflict() {
        return refuse(409, "ConditionalRequestConflict");
    }

    /** {@return 403 AccessDenied} */
    @Nonnull
    static Effect accessDenied() {
        return refuse(403, "AccessDenied");
    }

    /** {@return 400 ExpiredToken, whatever the credentials are} */
    @Nonnull
    static Effect expiredToken() {
        return refuse(400, "ExpiredToken");
    }

    /** {@return 400 TooManyRequestsException of Cognito} */
    @Nonnull
    static Effect tooManyRequests() {
        return refuse(400, "TooManyRequestsException");
    }

    /** {@return a reset of the connection before the request takes effect} */
    @Nonnull
    static Effect reset() {
        return new Effects.Reset();
    }

    /** {@return a reset of the connection after the request took effect, instead of the answer} */
    @Nonnull
    static Effect loseAnswer() {
        return new Effects.LoseAnswer();
    }

    /** {@return status 200 and a page of HTML instead of the service, as a captive portal answers} */
    @Nonnull
    static Effect captivePortal() {
        return new Effects.CaptivePortal();
    }

    /**
     * The request is done, but later.
     *
     * @param time how much later; real time, whatever the clock of the {@link LocalAws} says
     * @return the effect
     */
    @Nonnull
    static Effect delay(@Nonnull Duration time) {
        return new Effects.Delay(time);
    }

    /**
     * The request takes effect, but its answer breaks off.
     *
     * @param bytes how many bytes of the body arrive
     * @return the effect
     */
    @Nonnull
    static Effect cutAnswer(long bytes) {
        return new Effects.CutAnswer(bytes);
    }

    /** {@return an answer whose body has one wrong bit in its first byte; the request takes effect} */
    @Nonnull
    static Effect corruptAnswer() {
        return new Effects.CorruptAnswer();
    }

    /**
     * The request waits.
     *
     * @param stall where, and until when
     * @return the effect
     */
    @Nonnull
    static Effect hold(@Nonnull Stall stall) {
        return new Effects.Hold(stall);
    }
}
