package io.github.avatarsync.examples.server;

import io.github.avatarsync.AvatarId;
import io.github.avatarsync.OwnerId;
import jakarta.annotation.Nullable;
import java.security.Principal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the host itself knows of a user. */
@RestController
class ProfileController {
    private final Profiles profiles;

    ProfileController(Profiles profiles) {
        this.profiles = profiles;
    }

    @GetMapping("/profile")
    Profile profile(Principal user) {
        OwnerId owner = OwnerId.of(user.getName());
        return new Profile(
                user.getName(), profiles.shown(owner).map(AvatarId::value).orElse(null));
    }

    /** A row of the table {@code profile}. */
    record Profile(String username, @Nullable String avatar) {}
}
