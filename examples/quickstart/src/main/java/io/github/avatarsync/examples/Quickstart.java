package io.github.avatarsync.examples;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarException;
import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.AvatarUrl;
import io.github.avatarsync.Avatars;
import io.github.avatarsync.CloudStorageException;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import io.github.avatarsync.Variant;
import io.github.avatarsync.VariantInfo;
import io.github.avatarsync.aws.CognitoCredentialsSource;
import io.github.avatarsync.aws.S3CloudStorage;
import io.github.avatarsync.store.FileAvatarStore;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** One avatar, all the way: upload, local files, Cognito, S3, and back. Argument: a picture; none draws one. */
public final class Quickstart {
    private static final OwnerId ALICE = OwnerId.of("alice");
    private static final OwnerId MALLORY = OwnerId.of("mallory");

    private Quickstart() {}

    public static void main(String[] args) throws Exception {
        try (Surroundings aws = Surroundings.find();
                S3CloudStorage storage = aws.settings().storage();
                CognitoCredentialsSource credentials = aws.settings().cognito(aws::idToken)) {
            System.out.println("Cloud    " + storage.location() + aws.remark());
            run(args.length == 0 ? Picture.draw() : AvatarSource.file(Path.of(args[0])), aws, storage, credentials);
        } catch (AvatarException | ExecutionException e) {
            Throwable why = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            System.err.println("FAILED " + why.getMessage());
            System.exit(1);
        }
    }

    private static void run(
            AvatarSource source, Surroundings aws, S3CloudStorage storage, CognitoCredentialsSource credentials)
            throws Exception {
        Path directory = Files.createTempDirectory("avatars-");
        FileAvatarStore store = FileAvatarStore.open(directory);
        try (AvatarSync sync = AvatarSync.builder()
                .directory(directory)
                .cloud(storage, credentials)
                .keys(aws.settings().keys())
                .listener(new ProgressLine())
                .open()) {
            Avatars avatars = sync.of(ALICE);
            Avatar avatar = avatars.upload(source);
            System.out.println("Saved    " + avatar.id() + " in " + directory);
            for (VariantInfo v : avatar.variants()) {
                AvatarUrl file = avatars.url(avatar, v.variant()).orElseThrow();
                System.out.printf(
                        "Local    %s, %d x %d, %,d bytes: %s%n",
                        v.variant(), v.width(), v.height(), v.size(), file.uri());
            }
            print("Record before", store.find(avatar.id()).orElseThrow().document());

            Avatar synced = avatars.whenSynced(avatar.id()).get(2, TimeUnit.MINUTES);

            print("Record after", store.find(avatar.id()).orElseThrow().document());
            Session session = credentials.session(ALICE, null);
            for (VariantInfo v : synced.variants()) {
                storage.head(session, synced.key(v.variant()).orElseThrow())
                        .ifPresent(object -> System.out.println("Bucket   " + object));
            }
            String key = synced.key(Variant.ORIGINAL).orElseThrow();
            try (InputStream cloud = storage.get(session, key);
                    InputStream local = avatars.open(avatar.id(), Variant.ORIGINAL)) {
                boolean same = Arrays.equals(cloud.readAllBytes(), local.readAllBytes());
                System.out.println(
                        "Fetched  the original from the bucket: " + (same ? "the same bytes" : "OTHER BYTES"));
            }
            if (aws.idToken(MALLORY, false).isPresent()) {
                System.out.println("Stranger " + asStranger(storage, credentials.session(MALLORY, null), key));
            }
            System.out.println("SYNCED " + key + " "
                    + avatars.url(synced, Variant.ORIGINAL).map(AvatarUrl::uri).orElseThrow());
        }
    }

    private static String asStranger(S3CloudStorage storage, Session stranger, String key) throws Exception {
        try (InputStream in = storage.get(stranger, key)) {
            return "READ " + in.readAllBytes().length + " BYTES OF SOMEBODY ELSE'S";
        } catch (CloudStorageException e) {
            return "mallory may not read it: " + e.getMessage();
        }
    }

    private static void print(String title, String document) {
        System.out.println("--- " + title + " ---\n" + document.strip() + "\n---");
    }
}
