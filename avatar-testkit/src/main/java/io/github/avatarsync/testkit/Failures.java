package io.github.avatarsync.testkit;

import io.github.avatarsync.AvatarStoreException;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.CredentialsException;

/** How the errors of a port look. */
enum Failures {
    /** Of records and media. */
    LOCAL {
        @Override
        RuntimeException passing(Call call, String why) {
            return new AvatarStoreException(text(call, why), null);
        }

        @Override
        RuntimeException offline(Call call) {
            return passing(call, "nothing answers");
        }

        @Override
        RuntimeException interrupted(Call call) {
            return passing(call, "interrupted");
        }
    },
    /** Of objects. */
    CLOUD {
        @Override
        RuntimeException passing(Call call, String why) {
            return new CloudStorageException(CloudStorageException.Kind.TRANSIENT, text(call, why), null);
        }

        @Override
        RuntimeException offline(Call call) {
            return new CloudStorageException(
                    CloudStorageException.Kind.OFFLINE, text(call, "the fake cloud is offline"), null);
        }

        @Override
        RuntimeException interrupted(Call call) {
            return new CloudStorageException(CloudStorageException.Kind.INTERRUPTED, text(call, "interrupted"), null);
        }
    },
    /** Of sessions. */
    CREDENTIALS {
        @Override
        RuntimeException passing(Call call, String why) {
            return new CredentialsException(CredentialsException.Kind.TRANSIENT, text(call, why), null);
        }

        @Override
        RuntimeException offline(Call call) {
            return new CredentialsException(
                    CredentialsException.Kind.OFFLINE, text(call, "the fake credentials are offline"), null);
        }

        @Override
        RuntimeException interrupted(Call call) {
            return passing(call, "interrupted");
        }
    };

    /** A failure that passes. */
    abstract RuntimeException passing(Call call, String why);

    abstract RuntimeException offline(Call call);

    abstract RuntimeException interrupted(Call call);

    static String text(Call call, String why) {
        return call.operation() + " " + call.target() + " failed: " + why;
    }

    /** The kind of an error, for people. */
    static String name(Throwable error) {
        if (error instanceof CloudStorageException e) {
            return e.kind() == CloudStorageException.Kind.PERMANENT
                    ? e.reason().name()
                    : e.kind().name();
        }
        return error instanceof CredentialsException e
                ? e.kind().name()
                : error.getClass().getSimpleName();
    }
}
