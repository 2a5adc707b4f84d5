package io.github.avatarsync.aws;

import io.github.avatarsync.CloudStorage;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Session;
import io.github.avatarsync.localaws.LocalAws;
import io.github.avatarsync.testkit.CloudStorageContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3CloudStorageContractTest implements CloudStorageContract {
    private LocalAws aws;
    private Host host;
    private CognitoCredentialsSource credentials;
    private S3CloudStorage cloud;
    private String test;
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeAll
    void start() {
        aws = LocalAws.builder().rolePolicy(Roles.MAY_LIST).start();
        host = new Host(aws);
        credentials = host.credentials().build();
        cloud = host.storage().build();
    }

    @AfterAll
    void stop() {
        cloud.close();
        credentials.close();
        aws.close();
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        open.clear();
    }

    @Override
    public CloudStorage cloud() {
        test = UUID.randomUUID().toString();
        return cloud;
    }

    @Override
    public Session session(OwnerId owner) {
        return credentials.session(host.signIn(owner.value()), null);
    }

    @Override
    public String key(Session session, String name) {
        return "avatars/" + session.identity() + "/images/" + test + name;
    }

    @Override
    public Session endedSession(OwnerId owner) {
        Session session = session(owner);
        aws.revoke(session.identity());
        return session;
    }

    @Override
    public List<String> unfinished() {
        return aws.multipartUploads();
    }

    @Override
    public String sharedFolder() {
        return "avatars/shared/" + test + "/";
    }

    @Override
    public void publish(String key, byte[] bytes) {
        aws.put(key, bytes);
    }

    @Override
    public CloudStorage unreachable() {
        // A port that is taken and does not listen: one that was only closed may be another process's the next moment.
        Socket taken = new Socket();
        open.add(taken);
        try {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        URI nobody = URI.create("http://127.0.0.1:" + taken.getLocalPort());
        return opened(host.storage().endpoint(nobody).build());
    }

    @Override
    public CloudStorage stalling(Runnable reached) {
        SilentServer silent = new SilentServer(reached);
        S3CloudStorage stalling = host.storage().endpoint(silent.uri()).build();
        open.add(silent);
        return opened(stalling);
    }

    private S3CloudStorage opened(S3CloudStorage storage) {
        open.add(0, storage);
        return storage;
    }
}
