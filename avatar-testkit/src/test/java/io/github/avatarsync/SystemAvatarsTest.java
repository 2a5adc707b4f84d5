package io.github.avatarsync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.testkit.Fault;
import io.github.avatarsync.testkit.Hold;
import io.github.avatarsync.testkit.Operation;
import io.github.avatarsync.testkit.SampleImages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures for everybody: listed and opened with an owner's session, there offline. */
class SystemAvatarsTest {
    private static final String FOLDER = "avatars/shared/system/";
    private static final byte[] FOX = SampleImages.png(16, 16, 1);
    private static final byte[] CAT = SampleImages.png(16, 16, 2);
    private static final byte[] FILM = {1, 2, 3};

    private final Household house = new Household();

    @TempDir
    Path local;

    @BeforeEach
    void publish() {
        publish("fox.mp4", FILM);
        publish("fox.webm", FILM);
        publish("fox.png", FOX);
        publish("cat.JPG", CAT);
        restart();
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void publish(String name, byte[] bytes) {
        house.cloud.plant(FOLDER + name, "application/octet-stream", bytes);
    }

    private void restart() {
        house.sync.close();
        house.sync = house.builder().directory(local).open();
    }

    private SystemAvatars alices() {
        return house.sync.system(Household.ALICE);
    }

    private SystemFile picture(String name) {
        return alices().find(name).flatMap(SystemAvatar::image).orElseThrow();
    }

    private byte[] bytes(SystemFile file) throws IOException {
        try (InputStream in = alices().open(file)) {
            return in.readAllBytes();
        }
    }

    private int calls(Operation operation) {
        return house.cloud.calls(operation).size();
    }

    private static List<String> names(List<SystemAvatar> avatars) {
        return avatars.stream().map(SystemAvatar::name).toList();
    }

    @Test
    void theyAreListedByNamePicturesFirstThenWebmBeforeMp4() {
        List<SystemAvatar> all = alices().list();

        assertEquals(List.of("cat", "fox"), names(all));
        SystemAvatar fox = all.get(1);
        assertEquals(
                List.of("fox.png", "fox.webm", "fox.mp4"),
                fox.files().stream().map(SystemFile::name).toList());
        assertEquals("fox.png", fox.image().orElseThrow().name());
        assertEquals(
                List.of("video/webm", "video/mp4"),
                fox.videos().stream().map(SystemFile::contentType).toList());
        assertEquals("image/jpeg", all.get(0).files().get(0).contentType());
    }

    @Test
    void whatIsNoneIsLeftOut() {
        Stream.of("notes.txt", "deeper/owl.png", "noextension", ".png", "", "tab\there.png")
                .forEach(name -> publish(name, FILM));
        house.cloud.plant("avatars/shared/other/owl.png", "image/png", FOX);

        assertEquals(List.of("cat", "fox"), names(alices().list()));
    }

    @Test
    void namesAreTextAndNotPaths() throws IOException {
        publish("..\\..\\owl v1.2 \u00fc.png", FOX);

        SystemFile owl = picture("..\\..\\owl v1.2 \u00fc");
        assertArrayEquals(FOX, bytes(owl));
        restart();
        house.cloud.offline();
        assertArrayEquals(FOX, bytes(picture("..\\..\\owl v1.2 \u00fc")));
    }

    @Test
    void listAndWhatWasOpenedAreThereOfflineAfterARestart() throws IOException {
        assertArrayEquals(FOX, bytes(picture("fox")));
        SystemFile cat = picture("cat");
        house.cloud.offline();
        restart();

        assertEquals(List.of("cat", "fox"), names(alices().list()));
        assertArrayEquals(FOX, bytes(picture("fox")));
        assertThrows(CloudStorageException.class, () -> alices().open(cat));
    }

    @Test
    void theCloudIsAskedForTheListEvery10MinutesAndForAFileOnce() throws IOException {
        for (int i = 0; i < 3; i++) {
            bytes(picture("fox"));
        }
        assertEquals(1, calls(Operation.CLOUD_LIST));
        assertEquals(1, calls(Operation.CLOUD_GET));

        house.clock.advance(Duration.ofMinutes(10));
        bytes(picture("fox"));
        assertEquals(2, calls(Operation.CLOUD_LIST));
        assertEquals(1, calls(Operation.CLOUD_GET));
    }

    @Test
    void afterAFailureTheKnownListIsShownForAMinute() {
        alices().list();
        house.clock.advance(Duration.ofMinutes(10));
        house.cloud.offline();
        alices().list();
        alices().list();
        assertEquals(2, calls(Operation.CLOUD_LIST));

        house.cloud.online();
        publish("owl.png", FOX);
        house.clock.advance(Duration.ofMinutes(1));
        assertEquals(List.of("cat", "fox", "owl"), names(alices().list()));
    }

    @Test
    void withoutAKnownListAnUnreachableCloudIsAnError() {
        house.cloud.offline();

        assertThrows(CloudStorageException.class, () -> alices().list());
        assertThrows(CloudStorageException.class, () -> alices().defaultAvatar());
    }

    @Test
    void whoIsSignedOutSeesWhatIsKnown() {
        alices().list();
        house.clock.advance(Duration.ofMinutes(10));

        assertEquals(2, house.sync.system(Household.BOB).list().size());
        restart();
        assertEquals(2, house.sync.system(Household.BOB).list().size());
    }

    @Test
    void aPictureThatWasReplacedIsFetchedAgain() throws IOException {
        SystemFile before = picture("fox");
        bytes(before);
        byte[] sameSize = FOX.clone();
        sameSize[FOX.length - 1]++;
        publish("fox.png", sameSize);
        house.clock.advance(Duration.ofMinutes(10));

        assertArrayEquals(sameSize, bytes(picture("fox")));
    }

    @Test
    void aPictureThatWasReplacedSinceItWasListedIsAnErrorUntilItIsListedAgain() throws IOException {
        SystemFile before = picture("fox");
        publish("fox.png", FILM);

        AvatarException e = assertThrows(AvatarException.class, () -> bytes(before));
        assertTrue(e.getMessage().contains("fox.png") && e.getMessage().contains("list again"), e.getMessage());
        assertArrayEquals(FILM, bytes(picture("fox")));
    }

    @Test
    void aLocalCopyThatIsNotWholeIsFetchedAgain() throws IOException {
        bytes(picture("fox"));
        for (Path copy : copies()) {
            Files.write(copy, FILM);
        }
        restart();
        house.clock.advance(Duration.ofMinutes(10));

        assertArrayEquals(FOX, bytes(picture("fox")));
        assertEquals(2, calls(Operation.CLOUD_GET));
    }

    @Test
    void aLocalListThatCannotBeReadIsAsIfItWereNotThere() throws IOException {
        bytes(picture("fox"));
        for (Path copy : copies()) {
            Files.write(copy, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        }
        house.cloud.offline();
        restart();

        assertThrows(CloudStorageException.class, () -> alices().list());
    }

    private List<Path> copies() throws IOException {
        try (Stream<Path> files = Files.list(local.resolve("system"))) {
            return files.toList();
        }
    }

    @Test
    void whereNoCopyCanBeKeptEverythingIsFetched() throws IOException {
        Files.write(local.resolve("system"), FILM);

        assertArrayEquals(FOX, bytes(picture("fox")));
        assertArrayEquals(FOX, bytes(picture("fox")));
        assertEquals(1, calls(Operation.CLOUD_LIST));
        assertEquals(2, calls(Operation.CLOUD_GET));
    }

    @Test
    void withoutADirectoryTheListIsKeptInMemoryAndFilesAreFetched() throws IOException {
        house.sync.close();
        house.sync = house.open();
        SystemFile fox = picture("fox");
        bytes(fox);
        bytes(fox);
        assertEquals(2, calls(Operation.CLOUD_GET));

        house.clock.advance(Duration.ofMinutes(10));
        house.cloud.offline();
        assertEquals(fox, picture("fox"));
    }

    @Test
    void localCopiesOfWhatIsNoLongerThereGoAfterADay() throws IOException {
        bytes(picture("cat"));
        bytes(picture("fox"));
        house.cloud.lose(FOLDER + "cat.JPG");
        assertEquals(3, copies().size());
        for (Path copy : copies()) {
            Files.setLastModifiedTime(copy, FileTime.from(house.clock.instant()));
        }

        house.clock.advance(Duration.ofHours(23));
        alices().list();
        assertEquals(3, copies().size());

        house.clock.advance(Duration.ofHours(2));
        alices().list();
        assertEquals(2, copies().size());
        int before = calls(Operation.CLOUD_GET);
        bytes(picture("fox"));
        assertEquals(before, calls(Operation.CLOUD_GET), "the fox is still here");
    }

    @Test
    void theDefaultOfAnOwnerStaysAndOwnersAreSpread() {
        SystemAvatar mine = alices().defaultAvatar().orElseThrow();
        restart();
        assertEquals(mine, alices().defaultAvatar().orElseThrow(), "in every process");

        List<String> before = defaults();
        assertEquals(Set.of("cat", "fox"), Set.copyOf(before));
        publish("owl.png", FOX);
        publish("film.webm", FILM);
        house.clock.advance(Duration.ofMinutes(10));
        List<String> after = defaults();
        Set<String> changedTo = IntStream.range(0, before.size())
                .filter(i -> !before.get(i).equals(after.get(i)))
                .mapToObj(after::get)
                .collect(Collectors.toSet());
        assertEquals(Set.of("owl"), changedTo, "nobody moves but to the new one; a film alone is no picture");
    }

    private List<String> defaults() {
        alices().list();
        return IntStream.range(0, 60)
                .mapToObj(i -> house.sync
                        .system(OwnerId.of("owner " + i))
                        .defaultAvatar()
                        .orElseThrow()
                        .name())
                .toList();
    }

    @Test
    void whereThereAreNoneTheListIsEmptyAndSoIsTheDefault() {
        Stream.of("fox.mp4", "fox.webm", "fox.png", "cat.JPG").forEach(name -> house.cloud.lose(FOLDER + name));

        assertEquals(List.of(), alices().list());
        assertTrue(alices().defaultAvatar().isEmpty());
        assertTrue(alices().find("fox").isEmpty());
    }

    @Test
    void withoutACloudThereAreNone() {
        SystemFile fox = picture("fox");
        try (AvatarSync alone = AvatarSync.builder().directory(local).open()) {
            SystemAvatars none = alone.system(Household.ALICE);

            assertEquals(List.of(), none.list());
            assertTrue(none.url(fox).isEmpty());
            AvatarException e = assertThrows(AvatarException.class, () -> none.open(fox));
            assertTrue(e.getMessage().contains("fox.png"), e.getMessage());
        }
    }

    @Test
    void aSessionThatIsNotBelievedIsReplacedOnce() {
        house.cloud.script(Fault.fail(CloudStorageException.Kind.SESSION).on(Operation.CLOUD_LIST));

        assertEquals(2, alices().list().size());
        assertEquals(2, house.credentials.calls(Operation.SESSION).size());
    }

    @Test
    void anAddressIsComputedWithoutARequest() {
        SystemFile fox = picture("fox");
        int before = house.cloud.calls().size();

        AvatarUrl url = alices().url(fox).orElseThrow();
        assertEquals("/" + FOLDER + "fox.png", url.uri().getPath());
        assertEquals(before, house.cloud.calls().size());
    }

    @Test
    void aLayoutOfTheHostsOwnHasAFolderOfItsOwn() {
        house.sync.close();
        house.sync = house.builder()
                .keys(KeyLayout.standard("avatars/shared/nested"))
                .open();
        house.cloud.plant("avatars/shared/nested/shared/system/owl.png", "image/png", FOX);

        assertEquals(List.of("owl"), names(alices().list()));
    }

    @Test
    void copiesOfOneCloudAreNotShownForAnother() throws IOException {
        bytes(picture("fox"));
        house.sync.close();
        house.sync = house.builder()
                .directory(local)
                .keys(KeyLayout.standard("other"))
                .open();
        house.cloud.offline();

        assertThrows(CloudStorageException.class, () -> alices().list());
    }

    @Test
    void oneAsksWhileTheOthersGoOnWithWhatIsKnown() throws Exception {
        alices().list();
        house.clock.advance(Duration.ofMinutes(10));
        Hold hold = new Hold();
        house.cloud.script(Fault.stall(hold).on(Operation.CLOUD_LIST));
        ExecutorService asker = Executors.newSingleThreadExecutor();
        try {
            CompletableFuture<List<SystemAvatar>> asked = CompletableFuture.supplyAsync(() -> alices().list(), asker);
            hold.awaitReached();

            assertEquals(2, alices().list().size());
            assertFalse(asked.isDone());
            hold.release();
            assertEquals(2, asked.get().size());
        } finally {
            asker.shutdownNow();
        }
    }

    @Test
    void afterTheEndNothingIsShown() {
        SystemAvatars system = alices();
        SystemFile fox = picture("fox");
        house.sync.close();

        assertThrows(IllegalStateException.class, system::list);
        assertThrows(IllegalStateException.class, () -> system.open(fox));
        assertThrows(IllegalStateException.class, () -> system.url(fox));
    }
}
