package io.github.avatarsync;

import jakarta.annotation.Nonnull;

/**
 * Why an avatar cannot go on by itself, with what a person can do about it.
 *
 * <p>New reasons may be added: a {@code switch} over them needs a {@code default}.
 */
public enum BlockedReason {
    /** A local file of the avatar is gone and the cloud does not have it. */
    LOCAL_MISSING("Upload the same picture again: it heals this avatar."),
    /** A local file of the avatar has other bytes than were accepted and the cloud does not have it. */
    LOCAL_CORRUPT("Check the disk, then upload the same picture again: it heals this avatar."),
    /** The cloud refuses this identity the right to do what is needed. */
    ACCESS_DENIED(
            "Allow s3:PutObject, s3:GetObject and s3:DeleteObject on the identity's own folder in the role's policy; on AWS,"
                    + " AvatarDoctor says which one is missing."),
    /** The bucket does not exist, or not in the configured region. */
    NO_SUCH_BUCKET(
            "Create the bucket, or correct the bucket name and region in the settings; on AWS, AvatarDoctor says which"
                    + " one is wrong."),
    /** The cloud refused the request for another reason that repeating does not change. */
    REFUSED("Read the message; correct the settings or the bucket, then retry."),
    /** The object seems to be there, but this identity may not look at it to be sure. */
    CANNOT_VERIFY("Allow s3:GetObject on the identity's own folder, so that what is there can be verified."),
    /** Other bytes are under this avatar's key; they are never overwritten. */
    FOREIGN_OBJECT("Find out who writes into the avatars' folder; remove that object, then retry."),
    /** The avatar was bound to another identity or another kind of credentials than are available now. */
    IDENTITY_CHANGED("Sign in with the account that uploaded the avatar, or restore the identity pool it used."),
    /** The avatar was bound to another bucket or endpoint than is configured now. */
    LOCATION_CHANGED("Restore the bucket and endpoint the avatar was bound to, or upload it again."),
    /** The identity pool or the user pool is not set up as the settings say. */
    CREDENTIALS_SETUP(
            "Correct the Cognito settings: identity pool id, user pool id, region; AvatarDoctor says which one is"
                    + " wrong."),
    /** The process died every time it worked on this avatar. */
    KEEPS_CRASHING("Look at the crash logs of the process; then retry."),
    /** A newer version of this library wrote a reason that this one does not know. */
    OTHER("Update this application, or look at the avatar with the one that wrote it.");

    private final String remedy;

    BlockedReason(String remedy) {
        this.remedy = remedy;
    }

    /**
     * What a person can do.
     *
     * @return one or two English sentences
     */
    @Nonnull
    public String remedy() {
        return remedy;
    }
}
