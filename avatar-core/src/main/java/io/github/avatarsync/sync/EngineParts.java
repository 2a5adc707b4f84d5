package io.github.avatarsync.sync;

import io.github.avatarsync.AvatarStore;
import io.github.avatarsync.CloudStorage;
import io.github.avatarsync.CredentialsSource;
import io.github.avatarsync.KeyLayout;
import io.github.avatarsync.MediaStore;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What an engine works with.
 *
 * @param store the records
 * @param media the local bytes
 * @param cloud the objects
 * @param credentials the sessions
 * @param keys the layout for avatars not bound yet
 * @param clock the time
 * @param random for jitter; safe for several threads
 * @param work where steps run
 * @param concurrency most avatars under way at once, 1 or more
 * @param events who hears of changes
 */
public record EngineParts(
        AvatarStore store,
        MediaStore media,
        CloudStorage cloud,
        CredentialsSource credentials,
        KeyLayout keys,
        Clock clock,
        RandomGenerator random,
        Executor work,
        int concurrency,
        EngineEvents events) {}
