package io.github.avatarsync.testkit;

import io.github.avatarsync.OwnerId;
import jakarta.annotation.Nullable;
import java.util.function.Function;

/** What a fault does to a call. */
sealed interface Effect {
    /**
     * Answers a call in place of the fake.
     *
     * @param call what was asked
     * @param rest what the fake would do
     * @param failures the errors of the port
     * @return the answer
     */
    @Nullable
    Object answer(Call call, Rest rest, Failures failures);

    /** What the fake itself would do. */
    @FunctionalInterface
    interface Rest {
        @Nullable
        Object answer(Call call);
    }

    /** Nothing happens but the error. */
    record Fail(String name, Function<Call, RuntimeException> error) implements Effect {
        @Override
        @Nullable
        public Object answer(Call call, Rest rest, Failures failures) {
            throw error.apply(call);
        }

        @Override
        public String toString() {
            return "fail " + name;
        }
    }

    /** Nothing happens but an error that passes, in the words of the port. */
    record FailPassing() implements Effect {
        @Override
        @Nullable
        public Object answer(Call call, Rest rest, Failures failures) {
            throw failures.passing(call, "a scripted fault");
        }

        @Override
        public String toString() {
            return "fail";
        }
    }

    /** It happens, and the caller gets an error. */
    record LoseAnswer() implements Effect {
        @Override
        @Nullable
        public Object answer(Call call, Rest rest, Failures failures) {
            rest.answer(call);
            throw failures.passing(call, "the answer was lost");
        }

        @Override
        public String toString() {
            return "lose the answer";
        }
    }

    /** It happens when the hold is released, if the caller's patience lasts. */
    record Stall(Hold hold) implements Effect {
        @Override
        @Nullable
        public Object answer(Call call, Rest rest, Failures failures) {
            try {
                hold.pass();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw failures.interrupted(call);
            }
            return rest.answer(call);
        }

        @Override
        public String toString() {
            return "stall";
        }
    }

    /** The caller gets an error at once; it happens when the hold is released. */
    record LandLater(Hold hold) implements Effect {
        @Override
        @Nullable
        public Object answer(Call call, Rest rest, Failures failures) {
            hold.later(() -> land(call, rest));
            throw failures.passing(call, "no answer; the request is still under way");
        }

        private static void land(Call call, Rest rest) {
            try {
                rest.answer(call);
            } catch (RuntimeException refused) {
                // As on a real wire: nobody is left who would hear the refusal.
            }
        }

        @Override
        public String toString() {
            return "land later";
        }
    }

    /** Something else happens first. */
    record Meanwhile(Runnable action) implements Effect {
        @Override
        @Nullable
        public Object answer(Call call, Rest rest, Failures failures) {
            action.run();
            return rest.answer(call);
        }

        @Override
        public String toString() {
            return "meanwhile";
        }
    }

    /** The process dies, before or after it happens, and another one starts. */
    record Crash(Runnable restart, boolean after) implements Effect {
        @Override
        @Nullable
        public Object answer(Call call, Rest rest, Failures failures) {
            if (after) {
                rest.answer(call);
            }
            restart.run();
            throw new AvatarTestkit.Crash();
        }

        @Override
        public String toString() {
            return after ? "crash after the call" : "crash before the call";
        }
    }

    /** The bytes come with one of them changed. */
    record Corrupt() implements Effect {
        @Override
        @Nullable
        public Object answer(Call call, Rest rest, Failures failures) {
            return rest.answer(call) instanceof byte[] bytes ? flipped(bytes) : null;
        }

        static byte[] flipped(byte[] bytes) {
            byte[] copy = bytes.clone();
            if (copy.length > 0) {
                copy[copy.length / 2] ^= 0x55;
            }
            return copy;
        }

        @Override
        public String toString() {
            return "corrupt";
        }
    }

    /** The answer is somebody else's. */
    record AnswerAs(OwnerId other) implements Effect {
        @Override
        @Nullable
        public Object answer(Call call, Rest rest, Failures failures) {
            return rest.answer(call.by(other));
        }

        @Override
        public String toString() {
            return "answer as " + other;
        }
    }
}
