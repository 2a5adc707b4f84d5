package io.github.avatarsync.testkit.sabotage;

import io.github.avatarsync.CredentialsException;
import io.github.avatarsync.CredentialsException.Kind;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/** Sources of credentials that break one rule each. */
enum CredentialsSabotage implements Sabotage {
    ANSWERS_WITH_ANOTHERS_SESSION(
            "K1", "concurrent calls get the session of the first of them", start -> new BrokenCredentials(start) {
                private final AtomicReference<Session> first = new AtomicReference<>();

                @Override
                public Session session(OwnerId owner, Session rejected) {
                    Session session = super.session(owner, rejected);
                    first.compareAndSet(null, session);
                    return racing() ? first.get() : session;
                }
            }),
    ANSWERS_WITH_WHO_IS_THERE(
            "K1", "asked for one user, it answers with whoever is signed in", start -> new BrokenCredentials(start) {
                @Override
                public Session session(OwnerId owner, Session rejected) {
                    return super.session(onlyUser() == null ? owner : onlyUser(), rejected);
                }
            }),
    NAMES_WHO_WAS_ASKED_FOR(
            "K1",
            "it answers with the credentials of whoever is signed in, under the name asked for",
            start -> new BrokenCredentials(start) {
                @Override
                public Session session(OwnerId owner, Session rejected) {
                    Session session = super.session(onlyUser() == null ? owner : onlyUser(), rejected);
                    return as(session, owner, session.identity());
                }
            }),
    GIVES_THE_REJECTED_ONE(
            "K2", "it answers with the session that was rejected", start -> new BrokenCredentials(start) {
                @Override
                public Session session(OwnerId owner, Session rejected) {
                    Session session = super.session(owner, rejected);
                    return rejected == null ? session : rejected;
                }
            }),
    FAILS_FOR_THE_REJECTED_ONE(
            "K2", "it has no other session, and says that this passes", start -> new BrokenCredentials(start) {
                @Override
                public Session session(OwnerId owner, Session rejected) {
                    Session session = super.session(owner, rejected);
                    if (rejected != null) {
                        throw new CredentialsException(Kind.TRANSIENT, "no other session of " + owner, null);
                    }
                    return session;
                }
            }),
    TAKES_REFUSED_FOR_A_FAULT(
            "K2", "tokens that the far side refuses are TRANSIENT", start -> new BrokenCredentials(start) {
                @Override
                public Session session(OwnerId owner, Session rejected) {
                    return translated(Kind.REFUSED, Kind.TRANSIENT, () -> super.session(owner, rejected));
                }
            }),
    COUNTS_USERS("K3", "an identity changes when another user signs in", start -> new BrokenCredentials(start) {
        @Override
        public Session session(OwnerId owner, Session rejected) {
            Session session = super.session(owner, rejected);
            return as(session, owner, session.identity() + "-" + users.size());
        }
    }),
    CHANGES_ITS_AUTHORITY(
            "K3",
            "the authority is another one after another user has signed in",
            start -> new BrokenCredentials(start) {
                @Override
                public Session session(OwnerId owner, Session rejected) {
                    Session s = super.session(owner, rejected);
                    return new Session(
                            owner,
                            s.identity(),
                            "authority" + users.size(),
                            s.keyId(),
                            s.secret(),
                            s.token(),
                            s.expiresAt());
                }
            }),
    STARTS_ANEW_AFTER_A_RESTART(
            "K3", "an identity is another one after a restart", start -> new BrokenCredentials(start) {
                @Override
                public Session session(OwnerId owner, Session rejected) {
                    Session session = super.session(owner, rejected);
                    return as(session, owner, session.identity() + (reopened ? "-again" : ""));
                }
            }),
    IGNORES_CASE("K4", "owners that differ in case only share an identity", start -> new BrokenCredentials(start) {
        @Override
        public Session session(OwnerId owner, Session rejected) {
            Session session = super.session(owner, rejected);
            OwnerId folded = OwnerId.of(owner.value().toLowerCase(Locale.ROOT));
            return as(session, owner, honest.identity(folded));
        }
    }),
    TAKES_SIGNED_OUT_FOR_REFUSED("K5", "nobody signed in is REFUSED", start -> new BrokenCredentials(start) {
        @Override
        public Session session(OwnerId owner, Session rejected) {
            return onlyUser() != null
                    ? super.session(owner, rejected)
                    : translated(Kind.SIGNED_OUT, Kind.REFUSED, () -> super.session(owner, rejected));
        }
    }),
    ANSWERS_FROM_A_CACHE(
            "K5", "after a sign-out it answers with the last session", start -> new BrokenCredentials(start) {
                private final Map<OwnerId, Session> last = new HashMap<>();

                @Override
                public Session session(OwnerId owner, Session rejected) {
                    if (racing() || onlyUser() != null) {
                        return super.session(owner, rejected);
                    }
                    try {
                        Session session = super.session(owner, rejected);
                        last.put(owner, session);
                        return session;
                    } catch (CredentialsException e) {
                        if (e.kind() == Kind.SIGNED_OUT && last.containsKey(owner)) {
                            return last.get(owner);
                        }
                        throw e;
                    }
                }
            }),
    ASKS_THE_NETWORK_WHO_IS_THERE(
            "K5", "without a network nobody is known to be signed out", start -> new BrokenCredentials(start) {
                @Override
                public Session session(OwnerId owner, Session rejected) {
                    return !offline()
                            ? super.session(owner, rejected)
                            : translated(Kind.SIGNED_OUT, Kind.OFFLINE, () -> super.session(owner, rejected));
                }
            }),
    TAKES_SECONDS_FOR_MILLISECONDS(
            "K6", "sessions live a thousand times as long", start -> new BrokenCredentials(start) {
                @Override
                public Session session(OwnerId owner, Session rejected) {
                    return ending(super.session(owner, rejected), Duration.ofHours(999));
                }
            }),
    HAS_ENDED_ALREADY("K6", "sessions have ended when they are given out", start -> new BrokenCredentials(start) {
        @Override
        public Session session(OwnerId owner, Session rejected) {
            return ending(super.session(owner, rejected), Duration.ofHours(-2));
        }
    }),
    TELLS_THE_TIME_OF_THE_CLOUD("K6", "expiresAt is by the cloud's clock", start -> new BrokenCredentials(start) {
        @Override
        public Session session(OwnerId owner, Session rejected) {
            return ending(super.session(owner, rejected), clockOff.negated());
        }
    }),
    TELLS_THE_TOKEN("K7", "a message has the token in it", start -> new Talkative(start, Session::token)),
    TELLS_THE_SECRET("K7", "a message has the secret in it", start -> new Talkative(start, Session::secret)),
    TELLS_THE_KEY("K7", "a message has the access key id in it", start -> new Talkative(start, Session::keyId)),
    TELLS_ITS_CACHE("K7", "toString has the last token in it", start -> new BrokenCredentials(start) {
        private volatile String last = "";

        @Override
        public Session session(OwnerId owner, Session rejected) {
            Session session = super.session(owner, rejected);
            last = session.token();
            return session;
        }

        @Override
        public String toString() {
            return "Credentials[last=" + last + "]";
        }
    });

    private final String rule;
    private final String does;
    private final Function<BrokenCredentials.Start, BrokenCredentials> source;

    CredentialsSabotage(String rule, String does, Function<BrokenCredentials.Start, BrokenCredentials> source) {
        this.rule = rule;
        this.does = does;
        this.source = source;
    }

    BrokenCredentials open(BrokenCredentials.Start start) {
        return source.apply(start);
    }

    @Override
    public String rule() {
        return rule;
    }

    @Override
    public String does() {
        return does;
    }

    @Override
    public Class<?> contract() {
        return BrokenCredentialsContract.class;
    }

    private static Session translated(Kind from, Kind to, Supplier<Session> asking) {
        try {
            return asking.get();
        } catch (CredentialsException e) {
            throw e.kind() == from ? new CredentialsException(to, e.getMessage(), e) : e;
        }
    }

    private static Session ending(Session s, Duration later) {
        Instant end = s.expiresAt().plus(later);
        return new Session(s.owner(), s.identity(), s.authority(), s.keyId(), s.secret(), s.token(), end);
    }

    /** Says too much when a session was rejected and there is no other. */
    private static final class Talkative extends BrokenCredentials {
        private final Function<Session, String> part;

        Talkative(Start start, Function<Session, String> part) {
            super(start);
            this.part = part;
        }

        @Override
        public Session session(OwnerId owner, Session rejected) {
            try {
                return super.session(owner, rejected);
            } catch (CredentialsException e) {
                String told = rejected == null ? "" : " instead of " + part.apply(rejected);
                throw new CredentialsException(e.kind(), e.getMessage() + told, e);
            }
        }
    }
}
