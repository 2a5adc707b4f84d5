package io.github.avatarsync.endtoend;

import io.github.avatarsync.localaws.LocalAws;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A directory, a cloud, a clock: where applications live and die, one after the other or several at once. */
abstract class World implements AutoCloseable {
    final Path home;
    final ShiftedClock clock = new ShiftedClock(Duration.ZERO);
    final Ledger ledger = new Ledger();

    private World(Path home) {
        this.home = home;
    }

    /** Starts a process that is busy until it is killed. */
    abstract AppProcess start(long seed) throws IOException;

    /** The one that starts in the place of the dead. */
    abstract Aftermath restart() throws IOException;

    @Override
    public void close() {}

    /** A world whose cloud is a directory. */
    static World light(Path home) {
        return new World(home) {
            @Override
            AppProcess start(long seed) throws IOException {
                return AppProcess.start(BusyApp.class, Map.of(), List.of("ann", home, seed, clock.ahead()));
            }

            @Override
            Aftermath restart() throws IOException {
                LightDevice device = new LightDevice(home, clock, event -> {});
                DirectoryCloud cloud = LightDevice.cloudOf(home, clock);
                return new Aftermath(
                        this, device::close, device.sync(), device.store(), device.media(), cloud::objects);
            }
        };
    }

    /** A world with Cognito and S3, which this process plays. */
    static World ofAws(Path home) {
        return new World(home) {
            private final LocalAws aws = LocalAws.builder().clock(clock).start();
            private final Users users = new Users(aws);

            @Override
            AppProcess start(long seed) throws IOException {
                return AppProcess.start(BusyApp.class, aws, "ann", home, seed, clock.ahead());
            }

            @Override
            Aftermath restart() {
                users.signIn("ann");
                Device device = new Device(LightDevice.storeOf(home), aws.environment(), users, clock);
                return new Aftermath(this, device::close, device.sync(), device.store(), device.media(), this::objects);
            }

            private Map<String, String> objects() {
                Map<String, String> objects = new TreeMap<>();
                aws.objects().keySet().forEach(key -> objects.put(key, DirectoryCloud.sha256(aws.bytes(key))));
                return objects;
            }

            @Override
            public void close() {
                aws.close();
            }
        };
    }
}
