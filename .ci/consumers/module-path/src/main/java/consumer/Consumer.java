package consumer;

import io.github.avatarsync.Avatar;
import io.github.avatarsync.AvatarSource;
import io.github.avatarsync.AvatarSync;
import io.github.avatarsync.GateState;
import io.github.avatarsync.OwnerId;
import io.github.avatarsync.Variant;
import io.github.avatarsync.aws.S3CloudStorage;
import io.github.avatarsync.aws.ServiceCredentialsSource;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import javax.imageio.ImageIO;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** A stranger's application: everything is found on the module path, as far as a port where nobody listens. */
public final class Consumer {
    private Consumer() {}

    public static void main(String[] args) throws Exception {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", png);
        var keys = StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"));
        try (S3CloudStorage storage = S3CloudStorage.builder()
                        .bucket("nobody")
                        .region("eu-west-1")
                        .endpoint(URI.create("http://127.0.0.1:1"))
                        .build();
                AvatarSync sync = AvatarSync.builder()
                        .directory(Files.createTempDirectory("consumer-"))
                        .cloud(storage, ServiceCredentialsSource.of(keys, OwnerId::value))
                        .background(false)
                        .open()) {
            Avatar avatar = sync.of(OwnerId.of("anna")).upload(AvatarSource.bytes(png.toByteArray()));
            sync.drain(Duration.ZERO);
            boolean right = avatar.variant(Variant.THUMB).isPresent() && sync.status().gate() == GateState.OFFLINE;
            System.out.println("consumer: " + (right ? "saved, the cloud is offline" : "WRONG: " + sync.status())
                    + " on the module path, JDK " + Runtime.version().feature());
            if (!right || !Consumer.class.getModule().isNamed()) {
                System.exit(1);
            }
        }
    }
}
