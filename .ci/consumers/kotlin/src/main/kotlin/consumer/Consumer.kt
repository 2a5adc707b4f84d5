package consumer

import io.github.avatarsync.AvatarSource
import io.github.avatarsync.AvatarState
import io.github.avatarsync.AvatarSync
import io.github.avatarsync.InvalidAvatarException
import io.github.avatarsync.OwnerId
import io.github.avatarsync.Variant
import io.github.avatarsync.aws.AwsSettings
import io.github.avatarsync.aws.IdToken
import io.github.avatarsync.localaws.LocalAws
import io.github.avatarsync.testkit.SampleImages
import java.nio.file.Files
import java.util.Optional
import java.util.concurrent.TimeUnit

/** A stranger's application in Kotlin: one avatar all the way, and one that is refused. */
fun main() {
    LocalAws.start().use { local ->
        val builder = AvatarSync.builder().directory(Files.createTempDirectory("consumer-"))
        AwsSettings.from(local.environment()).orElseThrow()
            .connect(builder) { owner, _ -> Optional.of(IdToken(owner, local.idToken(owner.value()))) }
        builder.open().use { sync ->
            val avatars = sync.of(OwnerId.of("anna"))
            val avatar = avatars.upload(AvatarSource.bytes(SampleImages.png(64, 48)))
            val synced = avatars.whenSynced(avatar.id()).get(1, TimeUnit.MINUTES)
            check(synced.state() == AvatarState.SYNCED)
            check(avatars.open(synced.id(), Variant.THUMB).use { it.readBytes() }.isNotEmpty())
            val refused = runCatching { avatars.upload(AvatarSource.bytes(byteArrayOf())) }.exceptionOrNull()
            check(refused is InvalidAvatarException && refused.code() == InvalidAvatarException.Code.EMPTY)
            println("consumer: ${synced.state()} in Kotlin ${KotlinVersion.CURRENT}")
        }
    }
}
